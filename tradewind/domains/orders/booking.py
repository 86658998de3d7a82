"""What a sale and its cancellation say in the ledger.

Payments book money in: clearing against what shoppers owe. A sale books it out again: what
shoppers owe against what stores, the mall and the tax office are due. So the receivable account of
a healthy mall is zero, and whatever stands there names a payment without orders or the reverse.
"""

from __future__ import annotations

from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.operations import AccountKey, Line
from tradewind.domains.orders.rules import OrderDraft, shares
from tradewind.domains.orders.takeback import Takeback


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
    owed = [
        (AccountKey(Account.Kind.RECEIVABLE, unit), order.total),
        (AccountKey(Account.Kind.FUNDING, unit), order.funded),
    ]
    return [
        *(Line(account, amount) for account, amount in owed if amount),
        *(Line(account, -amount) for account, amount in due if amount),
    ]


def takeback_postings(back: Takeback, *, store_id: int) -> list[Line]:
    """The mirror of a sale for the pieces that went back; the label's fee stays with the store."""
    unit, worth = back.refund.currency, back.worth
    due = [
        (AccountKey(Account.Kind.PAYABLE, unit, store_id=store_id), worth.store - back.label_fee),
        (AccountKey(Account.Kind.COMMISSION, unit, store_id=store_id), worth.commission),
        *(
            (AccountKey(Account.Kind.TAX, unit, store_id=store_id, name=name), amount)
            for name, amount in worth.tax_by_name.items()
        ),
        (AccountKey(Account.Kind.RECEIVABLE, unit), -back.refund),
        (AccountKey(Account.Kind.FUNDING, unit), -worth.funded),
    ]
    return [Line(account, amount) for account, amount in due if amount]
