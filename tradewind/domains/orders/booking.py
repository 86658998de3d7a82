"""What a sale and its cancellation say in the ledger.

Payments book money in: clearing against what shoppers owe. A sale books it out again: what
shoppers owe against what stores, the mall and the tax office are due. So the receivable account of
a healthy mall is zero, and whatever stands there names a payment without orders or the reverse.
"""

from __future__ import annotations

from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.operations import AccountKey, Line
from tradewind.domains.orders.rules import OrderDraft, shares


def sale_key(order_id: str) -> str:
    """The ledger key of an order's sale, by its public id."""
    return f"sale:{order_id}"


def sale_postings(order: OrderDraft) -> list[Line]:
    """The lines of one order's sale. They sum to zero; an amount of nothing has no line."""
    unit = order.total.currency
    part = shares(order)
    due = [
        (AccountKey(Account.Kind.PAYABLE, unit, store_id=order.store_id), part.store),
        (AccountKey(Account.Kind.COMMISSION, unit, store_id=order.store_id), part.commission),
        *(
            (AccountKey(Account.Kind.TAX, unit, store_id=order.store_id, name=name), amount)
            for name, amount in part.tax_by_name.items()
        ),
    ]
    owed = Line(AccountKey(Account.Kind.RECEIVABLE, unit), order.total)
    return [owed, *(Line(account, -amount) for account, amount in due if amount)]
