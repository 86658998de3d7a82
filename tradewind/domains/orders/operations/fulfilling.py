"""From paid to delivered: preparing, shipping whole or in part, arriving."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tradewind.domains.inventory import operations as inventory
from tradewind.domains.orders.events import ShipmentSent
from tradewind.domains.orders.models import Order, OrderLine, Shipment, ShipmentLine
from tradewind.domains.orders.operations.moving import locked_order, move
from tradewind.domains.orders.rules import NothingToShip, Stage, check_move, stage_after_shipping
from tradewind.kernel import clock
from tradewind.platform.events import publish, publish_all


def start_preparing(*, store_id: int, order_id: str, actor: str) -> None:
    """The seller begins to pack. Raises `NotFound`, `IllegalMove`."""
    with transaction.atomic():
        order = locked_order(store_id=store_id, order_id=order_id)
        publish(move(order, Stage.PREPARING, actor=actor, at=clock.now()))


def put_back(*, store_id: int, order_id: str, actor: str) -> None:
    """The seller had not meant to begin: the order waits again. Raises `NotFound`, `IllegalMove`."""
    with transaction.atomic():
        order = locked_order(store_id=store_id, order_id=order_id)
        publish(move(order, Stage.PAID, actor=actor, at=clock.now()))


def ship(
    *,
    store_id: int,
    order_id: str,
    actor: str,
    pieces: Mapping[str, int] | None = None,
    carrier: str = "",
    tracking_number: str = "",
    tracking_url: str = "",
) -> Shipment:
    """Send a parcel. `pieces` maps a line's public id to how many of it; None sends all that is left.

    Takes the pieces out of stock. Raises `NotFound`, `IllegalMove`, and `NothingToShip` for no
    pieces or more than are left.
    """
    now = clock.now()
    with transaction.atomic():
        order = locked_order(store_id=store_id, order_id=order_id)
        check_move(Stage(order.stage), Stage.SHIPPED)
        lines = list(order.lines.all())
        chosen = _chosen(lines, pieces)
        shipment = Shipment.objects.create(
            store_id=store_id,
            order=order,
            carrier=carrier,
            tracking_number=tracking_number,
            tracking_url=tracking_url,
            shipped_at=now,
        )
        _send(order, shipment, chosen, actor)
        stage = stage_after_shipping(
            ordered=sum(line.quantity - line.cancelled for line in lines),
            shipped=sum(line.shipped for line in lines),
        )
        publish_all(
            [
                move(order, stage, actor=actor, at=now),
                ShipmentSent(
                    order_id=order.public_id,
                    purchase_id=order.purchase.public_id,
                    store_id=order.store.public_id,
                    shipment_id=shipment.public_id,
                ),
            ]
        )
    return shipment


def mark_delivered(*, store_id: int, order_id: str, actor: str, at: datetime | None = None) -> None:
    """Every parcel arrived, `at` that moment (now by default). Raises `NotFound`, `IllegalMove`."""
    moment = at or clock.now()
    with transaction.atomic():
        order = locked_order(store_id=store_id, order_id=order_id)
        step = move(order, Stage.DELIVERED, actor=actor, at=clock.now())
        order.shipments.filter(delivered_at=None).update(delivered_at=moment)
        publish(step)


def _chosen(lines: list[OrderLine], pieces: Mapping[str, int] | None) -> dict[OrderLine, int]:
    if pieces is None:
        chosen = {line: line.unsent for line in lines}
    else:
        by_id = {line.public_id: line for line in lines}
        if not by_id.keys() >= pieces.keys():
            raise NothingToShip(lines=sorted(pieces.keys() - by_id.keys()))
        chosen = {by_id[line_id]: count for line_id, count in pieces.items()}
    chosen = {line: count for line, count in chosen.items() if count}
    if not chosen:
        raise NothingToShip()
    for line, count in chosen.items():
        if not 0 < count <= line.unsent:
            raise NothingToShip(line=line.public_id, left=line.unsent)
    return chosen


def _send(order: Order, shipment: Shipment, chosen: Mapping[OrderLine, int], actor: str) -> None:
    ShipmentLine.objects.bulk_create(
        ShipmentLine(store_id=order.store_id, shipment=shipment, line=line, quantity=count)
        for line, count in chosen.items()
    )
    for line, count in chosen.items():
        line.shipped += count
    OrderLine.objects.for_store(order.store_id).bulk_update(chosen, ["shipped"])
    inventory.ship(
        holder=order.public_id,
        pieces={line.variant_id: count for line, count in chosen.items()},
        reference=shipment.public_id,
        actor=actor,
    )
