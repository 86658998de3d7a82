"""A shopper asks: these pieces, for this reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.inventory.operations import deallocate
from tradewind.domains.orders.claims import (
    REASONS,
    ClaimKind,
    ClaimState,
    EstimateChanged,
    NotClaimable,
    Reason,
    Refusal,
)
from tradewind.domains.orders.models import Claim, ClaimLine, ClaimPhoto, Order
from tradewind.domains.orders.operations.claims.moving import locked_claim, move, tell
from tradewind.domains.orders.operations.claims.settling import estimate
from tradewind.domains.orders.operations.moving import locked_order
from tradewind.domains.orders.queries.claims import LineStanding, standing_of
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money

MOST_PHOTOS = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many pieces of the line with that public id, and for an exchange, the variant (public
    id) to have instead."""

    line_id: str
    count: int
    replacement_id: str = ""


def ask(
    *,
    store_id: int,
    order_id: str,
    kind: ClaimKind,
    reason: Reason,
    wanted: Sequence[Wanted],
    agreed: Money,
    note: str = "",
    photos: Sequence[str] = (),
    actor: str = "",
) -> Claim:
    """Write the request down. `agreed` is the refund the shopper was shown, zero for an exchange.

    `photos` are names in the private file store. Raises `NotFound`, `InvalidInput`,
    `NotClaimable` (line by line in `lines`), `EstimateChanged`.
    """
    if reason not in REASONS[kind]:
        raise InvalidInput({"reason": "invalid"})
    if len(photos) > MOST_PHOTOS:
        raise InvalidInput({"photos": "too_many"})
    with transaction.atomic():
        order = locked_order(store_id=store_id, order_id=order_id)
        claim = open_claim(order, kind, reason, wanted, note=note, actor=actor, agreed=agreed)
        ClaimPhoto.objects.bulk_create(
            ClaimPhoto(store_id=store_id, claim=claim, file=name, added_at=claim.asked_at)
            for name in photos
        )
    return claim


def open_claim(
    order: Order,
    kind: ClaimKind,
    reason: Reason,
    wanted: Sequence[Wanted],
    *,
    note: str = "",
    actor: str = "",
    agreed: Money | None = None,
) -> Claim:
    """The claim's rows, for a locked order. Raises as `ask`; without `agreed` nobody was shown one."""
    now = clock.now()
    with transaction.atomic(savepoint=False):
        standing = {row.line.public_id: row for row in standing_of(order=order, now=now)}
        if reason is Reason.REFUSED_AT_DOOR:
            # It never arrived, which is what `standing_of` asks for; the order's stage was checked.
            counts = {item.line_id: item.count for item in wanted}
        else:
            counts = _checked(kind, wanted, standing)
        back = estimate(order=order, kind=kind, reason=reason, counts=counts)
        now_due = back.refund if kind is not ClaimKind.EXCHANGE else Money.zero(order.currency)
        if agreed is not None and now_due != agreed:
            raise EstimateChanged(agreed=agreed, now=now_due)
        claim = Claim.objects.create(
            store_id=order.store_id,
            number=f"{order.number}-C{order.claims.count() + 1}",
            order=order,
            kind=kind,
            reason=reason,
            note=note,
            currency=order.currency,
            refund_minor=now_due.minor,
            label_fee_minor=back.label_fee.minor if now_due else 0,
            shipping_minor=back.shipping.minor if now_due else 0,
            asked_at=now,
        )
        replacements = _replacements(order, kind, wanted, standing)
        ClaimLine.objects.bulk_create(
            ClaimLine(
                store_id=order.store_id,
                claim=claim,
                line=standing[line_id].line,
                quantity=count,
                replacement=replacements.get(line_id),
            )
            for line_id, count in counts.items()
        )
        tell(claim, order, from_state="", actor=actor, at=now, note=note)
    return claim


def withdraw(*, store_id: int, claim_id: str, actor: str = "") -> None:
    """The shopper keeps it after all, before it was sent. Raises `NotFound`, `IllegalClaimMove`."""
    with transaction.atomic():
        claim, order = locked_claim(store_id=store_id, claim_id=claim_id)
        move(claim, order, ClaimState.WITHDRAWN, actor=actor, at=clock.now())
        deallocate(holder=claim.public_id)


def _checked(
    kind: ClaimKind, wanted: Sequence[Wanted], standing: dict[str, LineStanding]
) -> dict[str, int]:
    counts: dict[str, int] = {}
    problems: dict[str, dict[str, int | str]] = {}
    for item in wanted:
        if item.line_id not in standing or item.line_id in counts or item.count <= 0:
            raise InvalidInput({"lines": "invalid"})
        counts[item.line_id] = item.count
        left, refusal = standing[item.line_id].may[kind]
        if item.count > left:
            why = refusal or Refusal.NONE_LEFT
            problems[item.line_id] = {"why": why.value, "left": left}
    if problems:
        raise NotClaimable(lines=problems, why=next(iter(problems.values()))["why"])
    if not counts:
        raise InvalidInput({"lines": "required"})
    return counts


def _replacements(
    order: Order, kind: ClaimKind, wanted: Sequence[Wanted], standing: dict[str, LineStanding]
) -> dict[str, Variant]:
    """An exchange is for another variant of the same product, or the same one anew."""
    if kind is not ClaimKind.EXCHANGE:
        return {}
    found: dict[str, Variant] = {}
    for item in wanted:
        line = standing[item.line_id].line
        variants = Variant.objects.for_store(order.store_id).filter(product_id=line.product_id)
        if item.replacement_id:
            variants = variants.filter(public_id=item.replacement_id, archived_at=None)
        else:
            variants = variants.filter(pk=line.variant_id)
        variant = variants.first()
        if variant is None:
            raise InvalidInput({"replacement": "invalid"})
        found[item.line_id] = variant
    return found
