"""What follows when orders change."""

from __future__ import annotations

from tradewind.domains.orders.events import OrderStageChanged
from tradewind.domains.orders.rules import Stage
from tradewind.domains.promotions.operations import give_back
from tradewind.domains.stores.queries import get_store_by_id
from tradewind.platform.events import Envelope


def on_stage_changed(event: OrderStageChanged, envelope: Envelope) -> None:
    """A cancelled order gives its promotions back."""
    if event.to_stage == Stage.CANCELLED:
        store = get_store_by_id(public_id=event.store_id)
        give_back(purchase_id=event.purchase_id, store_id=store.pk)
