"""Money back for something bought: each tender gets its share of what it paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from tradewind.domains.checkout.models import Checkout, PaymentPart
from tradewind.domains.checkout.operations.locking import locked_checkout
from tradewind.domains.checkout.rules import apportion
from tradewind.domains.loyalty import operations as loyalty
from tradewind.domains.loyalty.rules.tenders import TenderKind
from tradewind.domains.payments import operations as payments
from tradewind.domains.payments.operations.refunding import NothingLeftToRefund
from tradewind.domains.payments.rules import State as PaymentState
from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Share:
    """What one tender gives back. `method` tells gateway payments apart (card, bank …)."""

    part_id: int
    kind: PaymentPart.Kind
    method: str
    amount: Money


def shares_of(*, checkout_id: str, amount: Money) -> Sequence[Share]:
    """How a refund of `amount` would be spread now; nothing is changed.

    Raises `NothingLeftToRefund`.
    """
    parts = _parts(PaymentPart.objects.filter(checkout__public_id=checkout_id))
    return _shares(parts, amount, checkout_id)


def give_back(*, checkout_id: str, amount: Money, key: str, reason: str) -> Sequence[Share]:
    """Give `amount` back over the tenders that paid for the purchase, once a `key`.

    Part of the caller's transaction, which must have seen to it that `key` is new; what providers
    owe is sent after it. Raises `NothingLeftToRefund`, with nothing changed.
    """
    with transaction.atomic():
        row = locked_checkout(public_id=checkout_id)
        parts = _parts(row.parts.all())
        shares = _shares(parts, amount, checkout_id)
        by_id = {part.pk: part for part in parts}
        for share in shares:
            part = by_id[share.part_id]
            part.returned_minor += share.amount.minor
            part.save(update_fields=["returned_minor"])
            if part.payment is not None:
                payments.request_refund(
                    purpose=checkout_id,
                    payment_id=part.payment.public_id,
                    amount=share.amount,
                    key=f"{key}:{part.pk}",
                    reason=reason,
                )
        _give_back_kept(row, shares, key)
    return shares


def take_as_returned(*, checkout: Checkout) -> Money:
    """The bank took payments of this locked checkout back: what they paid counts as returned.

    Returns how much that is now.
    """
    gone = Money.zero(checkout.currency)
    for part in checkout.parts.select_related("payment"):
        if part.payment is not None and part.payment.state == PaymentState.REVERSED and part.left:
            gone += part.left
            part.returned_minor = part.amount_minor
            part.save(update_fields=["returned_minor"])
    return gone


def _parts(rows: QuerySet[PaymentPart]) -> list[PaymentPart]:
    confirmed = rows.filter(state=PaymentPart.State.CONFIRMED).select_related("payment")
    return [part for part in confirmed.order_by("pk") if part.left]


def _shares(parts: Sequence[PaymentPart], amount: Money, purpose: str) -> list[Share]:
    try:
        spread = apportion(amount, [part.left for part in parts])
    except ValueError:
        raise NothingLeftToRefund(purpose=purpose, amount=amount) from None
    return [
        Share(
            part_id=part.pk,
            kind=PaymentPart.Kind(part.kind),
            method=part.payment.method if part.payment else "",
            amount=share,
        )
        for part, share in zip(parts, spread, strict=True)
        if share
    ]


def _give_back_kept(row: Checkout, shares: Sequence[Share], key: str) -> None:
    """Points, deposit and gift cards: what the mall itself keeps for the shopper."""
    amounts: dict[TenderKind, Money] = {}
    for share in shares:
        if share.kind is not PaymentPart.Kind.GATEWAY:
            kind = TenderKind(share.kind.value)
            amounts[kind] = amounts.get(kind, Money.zero(row.currency)) + share.amount
    if amounts:
        loyalty.refund(holder=row.public_id, amounts=amounts, key=key)
