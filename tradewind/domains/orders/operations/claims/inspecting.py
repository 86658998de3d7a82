"""The look at what came back: who unpacks writes it down, who answers for the money settles it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tradewind.domains.orders.claims import ClaimKind, ClaimState, IllegalClaimMove, Reason
from tradewind.domains.orders.models import Claim, ClaimLine
from tradewind.domains.orders.operations.claims.moving import locked_claim
from tradewind.domains.orders.operations.claims.settling import Inspected, estimate
from tradewind.domains.stores.models import Location
from tradewind.kernel.errors import InvalidInput


def inspect(
    *,
    store_id: int,
    claim_id: str,
    inspected: Mapping[str, Inspected],
    location_id: int,
) -> Claim:
    """Write down how many of each line (public id) are accepted, how they came back, and which
    shelf they are for. Nothing is refunded or shelved before the claim is settled; may be repeated
    until then. Raises `NotFound`, `IllegalClaimMove` unless it has arrived, `InvalidInput`.
    """
    with transaction.atomic():
        claim, order = locked_claim(store_id=store_id, claim_id=claim_id)
        if claim.state != ClaimState.RECEIVED:
            raise IllegalClaimMove(from_state=claim.state, to_state=ClaimState.RECEIVED.value)
        if not Location.objects.for_store(store_id).filter(pk=location_id).exists():
            raise InvalidInput({"location": "invalid"})
        rows = {row.line.public_id: row for row in claim.lines.select_related("line")}
        if rows.keys() != inspected.keys():
            raise InvalidInput({"lines": "invalid"})
        for line_id, seen in inspected.items():
            _write(rows[line_id], seen, in_full=claim.kind == ClaimKind.EXCHANGE)
        claim.location_id = location_id
        if claim.kind == ClaimKind.RETURN:
            counts = {line_id: seen.accepted for line_id, seen in inspected.items()}
            back = estimate(
                order=order, kind=ClaimKind.RETURN, reason=Reason(claim.reason), counts=counts
            )
            claim.refund_minor, claim.label_fee_minor = back.refund.minor, back.label_fee.minor
            claim.shipping_minor = back.shipping.minor
        claim.save()
    return claim


def _write(row: ClaimLine, seen: Inspected, *, in_full: bool) -> None:
    """An exchange is for all of it or for nothing."""
    least = row.quantity if in_full else 0
    if not least <= seen.accepted <= row.quantity:
        raise InvalidInput({"accepted": "invalid"})
    row.accepted, row.condition = seen.accepted, seen.condition
    row.save(update_fields=["accepted", "condition"])
