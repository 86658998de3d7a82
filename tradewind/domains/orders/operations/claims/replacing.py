"""The other half of an exchange: something else is sent."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tradewind.domains.inventory import operations as inventory
from tradewind.domains.orders.claims import ClaimKind, ClaimState, Condition
from tradewind.domains.orders.events import ShipmentSent
from tradewind.domains.orders.models import Claim, Shipment, ShipmentLine
from tradewind.domains.orders.operations.claims.answering import keep_replacements
from tradewind.domains.orders.operations.claims.moving import locked_claim, move
from tradewind.domains.orders.operations.claims.settling import Inspected, shelve
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.events import publish


def accept_exchange(
    *,
    store_id: int,
    claim_id: str,
    actor: str,
    inspected: Mapping[str, Inspected],
    location_id: int | None,
    answer: str = "",
) -> Claim:
    """The goods are back and fine (or need not come back): the replacement may go out.

    `inspected` says how each line (public id) came back, else what was written down when it was
    looked at; with no `location_id`, neither here nor then, nothing is shelved. Raises `NotFound`, `IllegalClaimMove`, `StockShort`.
    """
    with transaction.atomic():
        claim, order = locked_claim(store_id=store_id, claim_id=claim_id)
        if claim.kind != ClaimKind.EXCHANGE:
            raise InvalidInput({"kind": "invalid"})
        if claim.state == ClaimState.REQUESTED:
            keep_replacements(claim)
        for row in claim.lines.select_related("line"):
            seen = inspected.get(row.line.public_id)
            row.accepted = row.quantity
            row.condition = seen.condition if seen else row.condition or Condition.SELLABLE
            row.save(update_fields=["accepted", "condition"])
        if shelf := location_id or claim.location_id:
            shelve(claim, location_id=shelf, actor=actor)
        claim.answer = answer or claim.answer
        move(claim, order, ClaimState.REPLACING, actor=actor, at=clock.now(), note=answer)
    return claim


def send_replacement(
    *,
    store_id: int,
    claim_id: str,
    actor: str,
    carrier: str = "",
    tracking_number: str = "",
    tracking_url: str = "",
) -> Shipment:
    """Send what the exchange promised; the claim is settled. Raises `NotFound`,
    `IllegalClaimMove`, `ReservationGone`."""
    now = clock.now()
    with transaction.atomic():
        claim, order = locked_claim(store_id=store_id, claim_id=claim_id)
        move(claim, order, ClaimState.SETTLED, actor=actor, at=now)
        shipment = Shipment.objects.create(
            store_id=store_id,
            order=order,
            claim=claim,
            carrier=carrier,
            tracking_number=tracking_number,
            tracking_url=tracking_url,
            shipped_at=now,
        )
        pieces: dict[int, int] = {}
        for row in claim.lines.all():
            ShipmentLine.objects.create(
                store_id=store_id, shipment=shipment, line_id=row.line_id, quantity=row.quantity
            )
            if row.replacement_id is not None:
                pieces[row.replacement_id] = pieces.get(row.replacement_id, 0) + row.quantity
        inventory.ship(
            holder=claim.public_id, pieces=pieces, reference=shipment.public_id, actor=actor
        )
        publish(
            ShipmentSent(
                order_id=order.public_id,
                purchase_id=order.purchase.public_id,
                store_id=order.store.public_id,
                shipment_id=shipment.public_id,
            )
        )
    return shipment
