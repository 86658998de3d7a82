"""Telling open pages that an order came or moved. Repeating it repeats the same line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tradewind.domains.orders.events import (
    ClaimMoved,
    HoursMoved,
    OrderDelayed,
    OrderPlaced,
    OrderStageChanged,
)
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


def on_claim_moved(event: ClaimMoved, envelope: Envelope) -> None:
    """The store's lists and the shopper's pages show the step."""
    topics = [f"store:{event.store_id}:orders", f"purchase:{event.purchase_id}"]
    step = {"claim": event.claim_id, "order": event.order_id, "state": event.to_state}
    _tell(topics, "claim", step, envelope)


def on_delayed(event: OrderDelayed, envelope: Envelope) -> None:
    """The shopper's page shows the later day."""
    step = {"order": event.order_id, "until": event.until}
    _tell([f"purchase:{event.purchase_id}"], "delay", step, envelope)


def on_hours_moved(event: HoursMoved, envelope: Envelope) -> None:
    """The store's lists and the shopper's page show the new hours."""
    step = {"order": event.order_id, "day": event.day}
    topics = [f"store:{event.store_id}:orders", f"purchase:{event.purchase_id}"]
    _tell(topics, "hours", step, envelope)


def _tell(topics: list[str], kind: str, payload: Mapping[str, Any], envelope: Envelope) -> None:
    for topic in topics:
        publish(topic=topic, kind=kind, payload=payload, seq=envelope.position)
