"""What goes back for some pieces of an order: the one reckoning that estimates and refunds share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tradewind.domains.orders.claims import (
    ClaimKind,
    Pieces,
    Reason,
    label_is_charged,
    shipping_goes_back,
)
from tradewind.domains.orders.worth import Worth, of_pieces, together
from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Taken:
    """`count` pieces of a line of which `pieces` says where the others are."""

    line_id: int
    pieces: Pieces
    worth: Worth
    count: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """What delivery of the order cost, and what bears on whether it goes back."""

    worth: Worth
    is_returned: bool
    generous: bool
    label_fee: Money


@dataclass(frozen=True, slots=True)
class Takeback:
    """The refund: ``goods + shipping - label_fee == refund``, and what of it is whose."""

    goods: Money
    shipping: Money
    label_fee: Money
    refund: Money
    worth: Worth
    lines: Sequence[tuple[int, Money]]
    """Each line's row id with what its pieces are worth."""


def takeback(
    *,
    kind: ClaimKind,
    reason: Reason,
    taken: Sequence[Taken],
    others: Sequence[Pieces],
    delivery: Delivery,
    currency: str,
) -> Takeback:
    """Reckon the refund of `taken`; `others` are the order's lines of which nothing is taken.

    The label's fee is never more than what the goods are worth.
    """
    parts = [
        of_pieces(
            part.worth,
            quantity=part.pieces.quantity,
            before=part.pieces.refunded,
            count=part.count,
        )
        for part in taken
    ]
    goods = together(parts, currency)
    stays = sum(part.pieces.quantity - part.pieces.refunded - part.count for part in taken)
    stays += sum(pieces.quantity - pieces.refunded for pieces in others)
    sent = sum(part.pieces.shipped for part in taken) + sum(pieces.shipped for pieces in others)
    with_shipping = not delivery.is_returned and shipping_goes_back(
        kind=kind,
        reason=reason,
        nothing_stays=not stays,
        anything_sent=bool(sent),
        generous=delivery.generous,
    )
    shipping = delivery.worth if with_shipping else Worth.nothing(currency)
    fee = Money.zero(currency)
    if label_is_charged(kind, reason):
        fee = min(delivery.label_fee, goods.paid)
    return Takeback(
        goods=goods.paid,
        shipping=shipping.paid,
        label_fee=fee,
        refund=goods.paid + shipping.paid - fee,
        worth=goods + shipping,
        lines=[(part.line_id, amount.paid) for part, amount in zip(taken, parts, strict=True)],
    )
