"""Open pages hear of orders by repeatable lines."""

from __future__ import annotations

from datetime import UTC, datetime

from tradewind.domains.orders import live
from tradewind.domains.orders.events import OrderPlaced, OrderStageChanged
from tradewind.kernel.money import Money
from tradewind.platform import realtime
from tradewind.platform.events import Envelope, Event


def envelope(event: Event, position: int) -> Envelope:
    return Envelope(
        position=position,
        event_id="evt_1",
        occurred_at=datetime(2026, 11, 20, tzinfo=UTC),
        aggregate="ord_1",
        event=event,
    )


def test_a_step_is_told_to_store_order_and_purchase() -> None:
    event = OrderStageChanged(
        order_id="ord_1",
        purchase_id="pur_1",
        store_id="str_1",
        from_stage="paid",
        to_stage="preparing",
        reason="",
        change=2,
    )
    with realtime.captured() as lines:
        live.on_stage_changed(event, envelope(event, 41))
    assert [(line.topic, line.kind, line.seq) for line in lines] == [
        ("store:str_1:orders", "stage", 41),
        ("order:ord_1", "stage", 41),
        ("purchase:pur_1", "stage", 41),
    ]
    assert lines[0].payload == {"order": "ord_1", "stage": "preparing", "change": 2}


def test_a_new_order_is_told_to_its_store_alone() -> None:
    event = OrderPlaced(
        order_id="ord_1",
        purchase_id="pur_1",
        store_id="str_1",
        total=Money(4200, "CAD"),
        channel="email",
    )
    with realtime.captured() as lines:
        live.on_order_placed(event, envelope(event, 40))
    assert [(line.topic, line.kind, line.seq, line.payload) for line in lines] == [
        ("store:str_1:orders", "placed", 40, {"order": "ord_1"})
    ]
