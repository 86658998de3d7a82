"""What follows when orders change."""

from __future__ import annotations

from tradewind.domains.orders.events import OrderPlaced, OrderStageChanged, PiecesTakenBack
from tradewind.domains.orders.rules import Stage
from tradewind.domains.promotions.operations import (
    give_back,
    record_sales,
    record_takebacks,
)
from tradewind.domains.promotions.queries.sold import came_back
from tradewind.domains.stores.queries import get_store_by_id
from tradewind.platform.events import Envelope


def on_stage_changed(event: OrderStageChanged, envelope: Envelope) -> None:
    """A cancelled order gives its promotions back."""
    if event.to_stage == Stage.CANCELLED:
        store = get_store_by_id(public_id=event.store_id)
        give_back(purchase_id=event.purchase_id, store_id=store.pk)


def on_pieces_taken_back(event: PiecesTakenBack, envelope: Envelope) -> None:
    """Pieces that came back give those promotions back whose rule says so."""
    if free := came_back(order_id=event.order_id):
        store = get_store_by_id(public_id=event.store_id)
        give_back(purchase_id=event.purchase_id, store_id=store.pk, only=free)


def keep_figures(envelopes: list[Envelope]) -> None:
    """What orders with a promotion brought, and what of it went back."""
    events = [envelope.event for envelope in envelopes]
    # An order's goods can only go back after it was placed, also within one round.
    record_sales(placed=[event for event in events if isinstance(event, OrderPlaced)])
    taken = [event for event in events if isinstance(event, PiecesTakenBack)]
    if taken:
        record_takebacks(taken=taken)
