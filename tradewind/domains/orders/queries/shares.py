"""How the money of one order is shared, as it stands in the books."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.queries import postings_of
from tradewind.domains.orders.booking import sale_key
from tradewind.domains.orders.models import Order
from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class OrderShares:
    """`taxes` go to the tax office, `commission` to the mall, `earned` to the store."""

    taxes: Sequence[tuple[str, Money]]
    commission: Money
    earned: Money


def order_shares(*, order: Order) -> OrderShares:
    """Who got what of an order when it was sold; a cancellation later takes all of it back."""
    postings = postings_of(key=sale_key(order.public_id))
    due = {(line.kind, line.name): -line.amount for line in postings}
    nothing = Money.zero(order.currency)
    return OrderShares(
        taxes=sorted(
            (name, amount) for (kind, name), amount in due.items() if kind == Account.Kind.TAX
        ),
        commission=due.get((Account.Kind.COMMISSION, ""), nothing),
        earned=due.get((Account.Kind.PAYABLE, ""), nothing),
    )
