"""What each line of an order is worth, as it was sold and as the books have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tradewind.domains.orders.models import Order, OrderLine
from tradewind.domains.orders.queries.shares import order_shares
from tradewind.domains.orders.worth import Worth, spread_commission
from tradewind.kernel.money import Money, total


@dataclass(frozen=True, slots=True)
class OrderWorth:
    """`lines` by the line's row id, each for all its pieces; and what delivery cost."""

    lines: Mapping[int, Worth]
    shipping: Worth


def order_worth(*, order: Order, lines: Sequence[OrderLine]) -> OrderWorth:
    """Everything the shopper paid for, line by line. All of it together is the order's total."""
    unit = order.currency
    taxes = [_taxes(line.taxes, unit) for line in lines]
    paid = [Money(line.paid_minor, unit) for line in lines]
    nets = [amount - total(tax.values(), unit) for amount, tax in zip(paid, taxes, strict=True)]
    known = [
        Money(line.commission_minor, unit) for line in lines if line.commission_minor is not None
    ]
    if len(known) < len(lines):
        # Sold before lines had a share of their own.
        known = spread_commission(order_shares(order=order).commission, nets)
    return OrderWorth(
        lines={
            line.pk: Worth(
                paid=amount,
                tax_by_name=tax,
                commission=share,
                funded=Money(line.funded_minor, unit),
            )
            for line, amount, tax, share in zip(lines, paid, taxes, known, strict=True)
        },
        shipping=Worth(
            paid=Money(order.shipping_paid_minor, unit),
            tax_by_name=_taxes(order.shipping_taxes, unit),
            commission=Money.zero(unit),
            funded=Money(order.shipping_funded_minor, unit),
        ),
    )


def _taxes(written: Sequence[Mapping[str, object]], unit: str) -> dict[str, Money]:
    taxes: dict[str, Money] = {}
    for share in written:
        name, amount = str(share["name"]), Money(int(str(share["minor"])), unit)
        taxes[name] = taxes[name] + amount if name in taxes else amount
    return taxes
