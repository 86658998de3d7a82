"""How a store's packing and promises stand."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from ninja import Field as Param
from ninja import Path, Query, Router, Schema

from tradewind.domains.orders.queries import (
    PACK_WITHIN,
    Packing,
    Promises,
    orders_to_pack,
    packing_times,
    promises_kept,
    risk_of,
)
from tradewind.domains.stores.queries import today_in
from tradewind.kernel import clock
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse

router = Router()


class FulfilmentParams(Schema):
    packed_days: int = Param(7, ge=1, le=366, description="How far the packing times look back")
    promised_days: int = Param(30, ge=1, le=366, description="How far the promises look back")


class PackingShape(Schema):
    """Orders sent, those of them within `target_minutes` after they were paid, and the median."""

    sent: int
    in_time: int
    share: str | None
    median_minutes: int | None
    target_minutes: int


class PromisesShape(Schema):
    """Orders that arrived, those of them by the day first promised, and by how many days they
    missed it on average (below zero: early)."""

    delivered: int
    on_time: int
    share: str | None
    average_days: str | None


class AtRiskShape(Schema):
    """`risk`: late (past the day that was said), soon (the first day it could arrive is here), slow
    (past the packing clock)."""

    order_id: str
    number: str
    risk: str
    expected_until: str
    pieces: int


class FulfilmentShape(Schema):
    packing: PackingShape
    promises: PromisesShape
    to_pack: int
    risks: dict[str, int]
    at_risk: list[AtRiskShape]


@router.get("/fulfilment", response=FulfilmentShape, summary="Packing, promises, what may be late")
@audience.store("orders.fulfil")
def figures(
    request: audience.StoreRequest, store: Path[str], params: Query[FulfilmentParams]
) -> JsonResponse:
    owner, now = request.store, clock.now()
    packing = packing_times(store_id=owner.pk, since=now - timedelta(days=params.packed_days))
    promises = promises_kept(
        store_id=owner.pk,
        time_zone=owner.time_zone,
        since=now - timedelta(days=params.promised_days),
    )
    orders, today = orders_to_pack(store_id=owner.pk), today_in(owner)
    at_risk = [(order, risk) for order in orders if (risk := risk_of(order, today=today, now=now))]
    return JsonResponse(
        {
            "packing": _packing(packing),
            "promises": _promises(promises),
            "to_pack": len(orders),
            "risks": dict(Counter(risk for _, risk in at_risk)),
            "at_risk": [
                {
                    "order_id": order.public_id,
                    "number": order.number,
                    "risk": risk,
                    "expected_until": order.expected_until,
                    "pieces": sum(line.unsent for line in order.lines.all()),
                }
                for order, risk in at_risk
            ],
        }
    )


def _packing(found: Packing) -> dict[str, Any]:
    return {
        "sent": found.sent,
        "in_time": found.in_time,
        "share": _part(found.share),
        "median_minutes": None if found.median is None else int(found.median.total_seconds() // 60),
        "target_minutes": int(PACK_WITHIN.total_seconds() // 60),
    }


def _promises(found: Promises) -> dict[str, Any]:
    return {
        "delivered": found.delivered,
        "on_time": found.on_time,
        "share": _part(found.share),
        "average_days": None if found.average_days is None else f"{found.average_days:.1f}",
    }


def _part(share: Any) -> str | None:
    return None if share is None else f"{share:.4f}"
