"""What a claim refunds: reckoned the same way for the estimate and for the refund."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from tradewind.domains.inventory import operations as inventory
from tradewind.domains.ledger.operations import post
from tradewind.domains.orders.booking import takeback_postings
from tradewind.domains.orders.claims import ClaimKind, ClaimState, Condition, Pieces, Reason
from tradewind.domains.orders.events import PiecesTakenBack
from tradewind.domains.orders.models import Claim, ClaimLine, Order, OrderLine
from tradewind.domains.orders.operations.claims.moving import locked_claim, move
from tradewind.domains.orders.operations.moving import move as move_order
from tradewind.domains.orders.queries.claims import policy_of
from tradewind.domains.orders.queries.worths import order_worth
from tradewind.domains.orders.rules import Stage
from tradewind.domains.orders.takeback import Delivery, Takeback, Taken, takeback
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.platform.events import publish


@dataclass(frozen=True, slots=True)
class Inspected:
    """How many pieces of a line are accepted, and in what condition they came back."""

    accepted: int
    condition: Condition


@dataclass(frozen=True, slots=True)
class Settled:
    """What a settled claim owes the shopper, for the caller to send in the same transaction."""

    claim: Claim
    checkout_id: str
    refund: Money


def estimate(
    *, order: Order, kind: ClaimKind, reason: Reason, counts: Mapping[str, int]
) -> Takeback:
    """What refunding `counts` pieces (line public id → how many) gives, as the order stands now."""
    lines = list(order.lines.all())
    worth = order_worth(order=order, lines=lines)
    policy = policy_of(store_id=order.store_id)
    fee = policy.label_fee_minor if order.store.currency == order.currency else 0
    return takeback(
        kind=kind,
        reason=reason,
        taken=[
            Taken(line.pk, _pieces(line), worth.lines[line.pk], counts[line.public_id])
            for line in lines
            if counts.get(line.public_id)
        ],
        others=[_pieces(line) for line in lines if not counts.get(line.public_id)],
        delivery=Delivery(
            worth=worth.shipping,
            is_returned=order.shipping_returned,
            generous=policy.refunds_shipping,
            label_fee=Money(fee, order.currency),
        ),
        currency=order.currency,
    )


def settle(
    *,
    store_id: int,
    claim_id: str,
    actor: str,
    inspected: Mapping[str, Inspected] | None = None,
    location_id: int | None = None,
    answer: str = "",
) -> Settled:
    """Books, shelves and counters of a cancellation or return; the refund is the caller's to send.

    `inspected` (line public id) says what of it is accepted; without it, what was written down when
    it was looked at, or all. With no `location_id`, neither here nor then, nothing came back. Raises `NotFound`, `IllegalClaimMove`, `InvalidInput`.
    """
    now = clock.now()
    with transaction.atomic():
        claim, order = locked_claim(store_id=store_id, claim_id=claim_id)
        if claim.kind == ClaimKind.EXCHANGE:
            raise InvalidInput({"kind": "invalid"})
        rows = list(claim.lines.select_related("line"))
        counts = _accept(rows, inspected or _seen(rows))
        back = estimate(
            order=order, kind=ClaimKind(claim.kind), reason=Reason(claim.reason), counts=counts
        )
        if claim.kind == ClaimKind.CANCEL:
            _cancel(order, rows, actor)
        else:
            _return(claim, rows, location_id or claim.location_id, actor)
        if back.shipping:
            order.shipping_returned = True
            order.save(update_fields=["shipping_returned"])
        if postings := takeback_postings(back, store_id=store_id):
            post(
                key=f"claim:{claim.public_id}",
                kind="takeback",
                reference=claim.public_id,
                postings=postings,
                posted_at=now,
            )
        claim.refund_minor, claim.label_fee_minor = back.refund.minor, back.label_fee.minor
        claim.shipping_minor = back.shipping.minor
        claim.answer = answer or claim.answer
        move(claim, order, ClaimState.SETTLED, actor=actor, at=now, note=answer)
        _tell(claim, order, counts, back)
    return Settled(claim=claim, checkout_id=order.purchase.checkout, refund=back.refund)


def shelve(claim: Claim, *, location_id: int, actor: str) -> None:
    """Put what came back on the shelf, or write it off, as its condition says."""
    sellable: dict[int, int] = {}
    damaged: dict[int, int] = {}
    for row in claim.lines.select_related("line"):
        pile = damaged if row.condition == Condition.DAMAGED else sellable
        if row.accepted:
            variant_id = row.line.variant_id
            pile[variant_id] = pile.get(variant_id, 0) + row.accepted
    inventory.take_back(
        store_id=claim.store_id,
        location_id=location_id,
        sellable=sellable,
        damaged=damaged,
        reference=claim.public_id,
        actor=actor,
    )


def _pieces(line: OrderLine) -> Pieces:
    return Pieces(
        quantity=line.quantity,
        cancelled=line.cancelled,
        shipped=line.shipped,
        returned=line.returned,
        claimed=0,
    )


def _seen(rows: list[ClaimLine]) -> dict[str, Inspected]:
    return {
        row.line.public_id: Inspected(row.accepted, Condition(row.condition))
        for row in rows
        if row.accepted is not None
    }


def _accept(rows: list[ClaimLine], inspected: Mapping[str, Inspected]) -> dict[str, int]:
    counts = {}
    for row in rows:
        seen = inspected.get(row.line.public_id, Inspected(row.quantity, Condition.SELLABLE))
        if not 0 <= seen.accepted <= row.quantity:
            raise InvalidInput({"accepted": "invalid"})
        row.accepted, row.condition = seen.accepted, seen.condition
        row.save(update_fields=["accepted", "condition"])
        counts[row.line.public_id] = seen.accepted
    if not any(counts.values()):
        raise InvalidInput({"accepted": "required"})
    return counts


def _cancel(order: Order, rows: list[ClaimLine], actor: str) -> None:
    inventory.give_up(
        holder=order.public_id, pieces={row.line.variant_id: row.accepted or 0 for row in rows}
    )
    for row in rows:
        row.line.cancelled += row.accepted or 0
        row.line.save(update_fields=["cancelled"])
    lines = list(order.lines.all())
    if any(line.quantity - line.cancelled - line.shipped for line in lines):
        return
    after = Stage.SHIPPED if any(line.shipped for line in lines) else Stage.CANCELLED
    if after != order.stage:
        publish(move_order(order, after, actor=actor, at=clock.now(), reason=rows[0].claim.reason))


def _return(claim: Claim, rows: list[ClaimLine], location_id: int | None, actor: str) -> None:
    for row in rows:
        row.line.returned += row.accepted or 0
        row.line.save(update_fields=["returned"])
    if location_id is not None:
        shelve(claim, location_id=location_id, actor=actor)


def _tell(claim: Claim, order: Order, counts: Mapping[str, int], back: Takeback) -> None:
    left = sum(
        line.paid_minor - line.paid_minor * (line.cancelled + line.returned) // line.quantity
        for line in order.lines.all()
    )
    publish(
        PiecesTakenBack(
            claim_id=claim.public_id,
            order_id=order.public_id,
            purchase_id=order.purchase.public_id,
            store_id=order.store.public_id,
            kind=claim.kind,
            reason=claim.reason,
            pieces=dict(counts),
            goods=back.goods,
            goods_left=Money(left, order.currency),
            refund=back.refund,
        )
    )
