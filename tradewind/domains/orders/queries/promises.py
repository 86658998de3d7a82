"""How promises were kept, and how long orders waited to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from tradewind.domains.orders.models import Order
from tradewind.domains.orders.rules import Stage

PACK_WITHIN = timedelta(hours=2)
"""From paid to the first parcel."""

_KEPT = """
SELECT count(*), count(*) FILTER (WHERE a.arrived <= o.promised_until),
       avg(a.arrived - o.promised_until)
FROM orders_order o
JOIN LATERAL (
    SELECT max(s.delivered_at AT TIME ZONE %(zone)s)::date AS arrived
    FROM orders_shipment s WHERE s.order_id = o.id AND s.claim_id IS NULL
) a ON a.arrived IS NOT NULL
WHERE o.store_id = %(store)s AND o.stage = 'delivered' AND o.stage_at >= %(since)s
"""
_PACKED = """
SELECT count(*), count(*) FILTER (WHERE f.sent - o.placed_at <= %(within)s),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY f.sent - o.placed_at)
FROM orders_order o
JOIN LATERAL (
    SELECT min(s.shipped_at) AS sent FROM orders_shipment s WHERE s.order_id = o.id
) f ON f.sent IS NOT NULL
WHERE o.store_id = %(store)s AND f.sent >= %(since)s AND o.placed_at >= %(since)s
"""


@dataclass(frozen=True, slots=True)
class Promises:
    """Orders that arrived: how many, how many by the day first promised, and by how many days they
    missed it on average (below zero: early). A delay that was told moves no promise.
    """

    delivered: int
    on_time: int
    average_days: Decimal | None

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.on_time) / self.delivered if self.delivered else None


@dataclass(frozen=True, slots=True)
class Packing:
    """Orders that left: how many, how many within `PACK_WITHIN`, and the median from paid to sent."""

    sent: int
    in_time: int
    median: timedelta | None

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.in_time) / self.sent if self.sent else None


def promises_kept(*, store_id: int, time_zone: str, since: datetime) -> Promises:
    """Of the store's orders that arrived since then, days being the store's. One statement."""
    told: dict[str, Any] = {"store": store_id, "zone": time_zone, "since": since}
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, told)
        return Promises(*cursor.fetchone())


def packing_times(*, store_id: int, since: datetime) -> Packing:
    """Of the store's orders placed and sent since then. One statement."""
    told: dict[str, Any] = {"store": store_id, "since": since, "within": PACK_WITHIN}
    with connection.cursor() as cursor:
        cursor.execute(_PACKED, told)
        return Packing(*cursor.fetchone())


def risk_of(order: Order, *, today: date, now: datetime) -> str:
    """``late`` past the day that was said, ``soon`` once the first day it could arrive is here,
    ``slow`` past the packing clock, else empty. `today` is the store's."""
    if order.expected_until < today:
        return "late"
    if order.promised_from <= today:
        return "soon"
    is_slow = order.stage != Stage.PARTLY_SHIPPED and now - order.placed_at > PACK_WITHIN
    return "slow" if is_slow else ""
