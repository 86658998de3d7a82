"""What a checkout spent, and what of it can still go back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.loyalty.models import Hold
from tradewind.domains.loyalty.rules.tenders import TenderKind
from tradewind.domains.loyalty.terms import mileage_terms, spend_terms
from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Spent:
    """One tender: `quantity` in its unit, `value` in money, `left` of the value to give back.
    `label` is the last four of a card.
    """

    kind: TenderKind
    state: str
    quantity: Money
    value: Money
    left: Money
    label: str


def spent_by(*, holder: str) -> list[Spent]:
    """What `holder` (public id of a checkout) holds or has spent, in the order it was set aside."""
    rows = Hold.objects.filter(holder=holder).exclude(state=Hold.State.RELEASED)
    return [
        Spent(
            kind=TenderKind(row.kind),
            state=str(row.state),
            quantity=row.quantity,
            value=row.value,
            left=Money(row.value_minor - row.refunded_minor, row.currency),
            label=row.card.last_four if row.card is not None else "",
        )
        for row in rows.select_related("card").order_by("pk")
    ]


def worth_of(*, kind: TenderKind, amount: Money, currency: str, at: datetime) -> Money:
    """What a tender would pay of an order in `currency`. Raises `MileageNotOffered`."""
    if kind is not TenderKind.MILEAGE:
        return amount
    return spend_terms(mileage_terms(currency=currency, at=at)).worth(amount.minor)
