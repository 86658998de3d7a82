"""Other hours for a delivery that has not left yet."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.orders.models import Order
from tradewind.domains.orders.rules import IllegalMove, Stage
from tradewind.domains.shipping import slots
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound


def reschedule(*, purchase_id: int, order_id: str, slot: str) -> Order:
    """Move an order of this purchase to other delivery hours, within the store's rule.

    Raises `NotFound`, `IllegalMove` once it is on its way, `SlotFull`, `SlotClosed`.
    """
    with transaction.atomic():
        rows = Order.objects.across_stores("of the purchase the shopper holds the key to")
        order = (
            rows.select_for_update(of=("self",))
            .select_related("purchase")
            .filter(purchase_id=purchase_id, public_id=order_id)
            .first()
        )
        if order is None:
            raise NotFound(id=order_id)
        if order.stage not in (Stage.PAID, Stage.PREPARING):
            raise IllegalMove(from_stage=order.stage, to_stage=order.stage)
        day = slots.move(
            store_id=order.store_id, holder=order.purchase.checkout, name=slot, now=clock.now()
        )
        order.promised_from = order.promised_until = day
        order.save(update_fields=["promised_from", "promised_until"])
    return order
