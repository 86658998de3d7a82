"""Telling open pages that an order came or moved. Repeating it repeats the same line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tradewind.domains.orders.events import OrderPlaced, OrderStageChanged
from tradewind.platform.events import Envelope
from tradewind.platform.realtime import publish


def on_order_placed(event: OrderPlaced, envelope: Envelope) -> None:
    """The store's list has one more."""
    _tell([f"store:{event.store_id}:orders"], "placed", {"order": event.order_id}, envelope)


def on_stage_changed(event: OrderStageChanged, envelope: Envelope) -> None:
    """The store's list, the order's own page and the shopper's purchase show the step."""
    topics = [
        f"store:{event.store_id}:orders",
        f"order:{event.order_id}",
        f"purchase:{event.purchase_id}",
    ]
    step = {"order": event.order_id, "stage": event.to_stage, "change": event.change}
    _tell(topics, "stage", step, envelope)


def _tell(topics: list[str], kind: str, payload: Mapping[str, Any], envelope: Envelope) -> None:
    for topic in topics:
        publish(topic=topic, kind=kind, payload=payload, seq=envelope.position)
