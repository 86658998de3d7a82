"""Other hours for a delivery that has not left yet."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.orders.events import HoursMoved
from tradewind.domains.orders.models import Order
from tradewind.domains.orders.rules import IllegalMove, Stage
from tradewind.domains.shipping import slots
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.platform.events import publish


def reschedule(*, purchase_id: int, order_id: str, slot: str) -> Order:
    """Move an order of this purchase to other delivery hours, within the store's rule, and tell the
    store. The hours it has already change nothing.

    Raises `NotFound`, `IllegalMove` once it is on its way, `SlotFull`, `SlotClosed`.
    """
    with transaction.atomic():
        rows = Order.objects.across_stores("of the purchase the shopper holds the key to")
        order = (
            rows.select_for_update(of=("self",))
            .select_related("purchase", "store")
            .filter(purchase_id=purchase_id, public_id=order_id)
            .first()
        )
        if order is None:
            raise NotFound(id=order_id)
        if order.stage not in (Stage.PAID, Stage.PREPARING):
            raise IllegalMove(from_stage=order.stage, to_stage=order.stage)
        now, holder = clock.now(), order.purchase.checkout
        before = slots.find_booking(store_id=order.store_id, holder=holder, now=now)
        day = slots.move(store_id=order.store_id, holder=holder, name=slot, now=now)
        after = slots.find_booking(store_id=order.store_id, holder=holder, now=now)
        if before is None or after is None or before.slot.id == after.slot.id:
            return order
        order.promised_from = order.promised_until = day
        order.save(update_fields=["promised_from", "promised_until"])
        publish(
            HoursMoved(
                order_id=order.public_id,
                purchase_id=order.purchase.public_id,
                store_id=order.store.public_id,
                day=day.isoformat(),
                starts=after.slot.starts.isoformat("minutes"),
                ends=after.slot.ends.isoformat("minutes"),
            )
        )
    return order
