"""The one way an order changes its stage."""

from __future__ import annotations

from datetime import datetime

from tradewind.domains.orders.events import OrderStageChanged
from tradewind.domains.orders.models import Order, StageChange
from tradewind.domains.orders.rules import Stage, check_move
from tradewind.domains.shipping import slots
from tradewind.kernel.errors import NotFound


def locked_order(*, store_id: int, order_id: str) -> Order:
    """The store's order with that public id, its row locked until the transaction ends.

    Locking is what keeps one order's steps, and their events, in one line. Raises `NotFound`.
    """
    order = (
        Order.objects.for_store(store_id)
        .select_related("store", "purchase")
        .select_for_update(of=("self",))
        .filter(public_id=order_id)
        .first()
    )
    if order is None:
        raise NotFound(id=order_id)
    return order


def move(
    order: Order, to_stage: Stage, *, actor: str, at: datetime, reason: str = ""
) -> OrderStageChanged:
    """Write the step and its history; returns the event for the caller to publish.

    A cancelled one gives its delivery hours back. `order` is locked. Raises `IllegalMove`.
    """
    from_stage = Stage(order.stage)
    check_move(from_stage, to_stage)
    order.stage, order.stage_at = to_stage, at
    order.save(update_fields=["stage", "stage_at"])
    if to_stage == Stage.CANCELLED:
        slots.release(holder=order.purchase.checkout, store_id=order.store_id)
    StageChange.objects.create(
        store_id=order.store_id,
        order=order,
        from_stage=from_stage,
        to_stage=to_stage,
        actor=actor,
        reason=reason,
        changed_at=at,
    )
    return OrderStageChanged(
        order_id=order.public_id,
        purchase_id=order.purchase.public_id,
        store_id=order.store.public_id,
        from_stage=from_stage.value,
        to_stage=to_stage.value,
        reason=reason,
        change=order.history.count(),
    )
