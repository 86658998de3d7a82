"""What a purchase was paid with, and what of it went back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradewind.domains.checkout.models import PaymentPart
from tradewind.domains.loyalty.queries import Spent, spent_by
from tradewind.domains.loyalty.rules.tenders import TenderKind
from tradewind.domains.payments.models import Payment
from tradewind.kernel import ids
from tradewind.kernel.money import Money
from tradewind.platform.models import direct

_CONFIRMED = PaymentPart.State.CONFIRMED
_PARTS = """
FROM checkout_paymentpart own
JOIN checkout_checkout checkout ON checkout.id = own.checkout_id
LEFT JOIN payments_payment payment ON payment.id = own.payment_id
WHERE checkout.public_id = %s AND own.state = %s ORDER BY own.id
"""


@dataclass(frozen=True, slots=True)
class PaidPart:
    """One tender. `provider` and `method` tell gateways apart; `quantity` is the points that paid,
    None for money; `label` the last four of a gift card.
    """

    kind: PaymentPart.Kind
    amount: Money
    returned: Money
    provider: str
    method: str
    quantity: Money | None
    label: str

    @property
    def left(self) -> Money:
        """What of it has not gone back."""
        return self.amount - self.returned


def paid_with(*, checkout_id: str) -> list[PaidPart]:
    """The tenders of a paid checkout (public id) in the order they were given: one statement, two
    where the mall keeps some of them itself. Empty where nothing was to pay.
    """
    values = [ids.decode("chk", checkout_id), _CONFIRMED.value]
    rows = list(direct.read_pairs(PaymentPart, Payment, "payment", _PARTS, values))
    has_kept = any(payment is None for _, payment in rows)
    spent = _by_kind(spent_by(holder=checkout_id) if has_kept else ())
    return [_part(row, payment, spent) for row, payment in rows]


def _by_kind(spent: Sequence[Spent]) -> dict[TenderKind, Iterator[Spent]]:
    """Parts and holds are written in one order, so the first of a kind is the first here too."""
    return {kind: iter([one for one in spent if one.kind is kind]) for kind in TenderKind}


def _part(
    row: PaymentPart, payment: Payment | None, spent: dict[TenderKind, Iterator[Spent]]
) -> PaidPart:
    hold = None if payment is not None else next(spent[TenderKind(str(row.kind))], None)
    has_points = hold is not None and hold.kind is TenderKind.MILEAGE
    return PaidPart(
        kind=PaymentPart.Kind(row.kind),
        amount=Money(row.amount_minor, row.currency),
        returned=Money(row.returned_minor, row.currency),
        provider=payment.provider if payment else "",
        method=payment.method if payment else "",
        quantity=hold.quantity if hold is not None and has_points else None,
        label=hold.label if hold is not None else "",
    )
