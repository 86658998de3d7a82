"""Delivery hours and pick-up points: a store's, what a shopper can choose, and moving them later."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.orders import OrderShape, order_json
from tradewind.domains.orders.operations.rescheduling import reschedule
from tradewind.domains.orders.queries import get_purchase
from tradewind.domains.orders.queries.hours import deliveries_on
from tradewind.domains.shipping import slots
from tradewind.domains.shipping.models import SlotWindow
from tradewind.domains.stores.queries import get_store_by_id
from tradewind.kernel import clock
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()
store_router = Router()


class SlotShape(Schema):
    """Send `id` as `deliveries["<store id>:slot"]` of the checkout."""

    id: str
    day: str
    starts: str
    ends: str
    left: int


class SlotList(Schema):
    items: list[SlotShape]


class HoursIn(Schema):
    slot: str = Field(max_length=40)


class WindowIn(Schema):
    weekday: int = Field(ge=0, le=6, description="0 is Monday")
    starts: time
    ends: time
    capacity: int = Field(ge=1, le=10_000)
    cut_off_hours: int = Field(12, ge=0, le=336)


class WindowShape(Schema):
    id: int
    weekday: int
    starts: str
    ends: str
    capacity: int
    cut_off_hours: int


class WindowList(Schema):
    items: list[WindowShape]


class HourDeliveryShape(Schema):
    """Hours of a day: the orders in them, and how many places are of checkouts being paid."""

    method: str
    starts: str
    ends: str
    capacity: int
    held: int
    order_ids: list[str]


class HourDeliveryList(Schema):
    items: list[HourDeliveryShape]


class DeliveryDayParams(Schema):
    day: date


class ClosedDays(Schema):
    days: list[date] = Field(max_length=366)


class PickUpIn(Schema):
    location_id: str = Field("", max_length=40, description="Empty: sent again, not fetched")
    hours: str = Field("", max_length=200)


@router.get(
    "/sellers/{store_id}/delivery/{method_id}/slots",
    response=SlotList,
    summary="Hours that can be chosen",
)
@audience.public
def open_slots(request: HttpRequest, store_id: str, method_id: str) -> JsonResponse:
    store = get_store_by_id(public_id=store_id)
    found = slots.open_slots(store_id=store.pk, method_id=method_id, now=clock.now())
    return JsonResponse(
        {
            "items": [
                {
                    "id": slot.id,
                    "day": slot.day,
                    "starts": slot.starts.isoformat("minutes"),
                    "ends": slot.ends.isoformat("minutes"),
                    "left": slot.left,
                }
                for slot in found
            ]
        }
    )


@router.put(
    "/purchases/{token}/orders/{order_id}/hours",
    response=OrderShape,
    summary="Move a delivery to other hours",
)
@decorate_view(idempotent)
@audience.guest_token
def move(request: HttpRequest, token: str, order_id: str, body: HoursIn) -> JsonResponse:
    purchase = get_purchase(token=token)
    reschedule(purchase_id=purchase.pk, order_id=order_id, slot=body.slot)
    fresh = get_purchase(token=token)
    (order,) = [one for one in fresh.orders.all() if one.public_id == order_id]
    return JsonResponse(order_json(order))


@store_router.get(
    "/delivery/{method_id}/windows", response=WindowList, summary="Hours a method delivers in"
)
@audience.store("delivery.change")
def windows(request: audience.StoreRequest, store: Path[str], method_id: str) -> JsonResponse:
    found = slots.list_windows(store_id=request.store.pk, method_id=method_id)
    return JsonResponse({"items": [_window(window) for window in found]})


@store_router.post(
    "/delivery/{method_id}/windows", response={201: WindowList}, summary="Deliver in these hours"
)
@decorate_view(idempotent)
@audience.store("delivery.change")
def add_window(
    request: audience.StoreRequest, store: Path[str], method_id: str, body: WindowIn
) -> JsonResponse:
    slots.add_window(store_id=request.store.pk, method_id=method_id, **body.dict())
    answer = windows(request, store, method_id)
    answer.status_code = 201
    return answer


@store_router.delete(
    "/delivery/{method_id}/windows/{window_id}",
    response=WindowList,
    summary="Offer these hours no more",
)
@decorate_view(idempotent)
@audience.store("delivery.change")
def close_window(
    request: audience.StoreRequest, store: Path[str], method_id: str, window_id: int
) -> JsonResponse:
    slots.close_window(store_id=request.store.pk, window_id=window_id)
    return windows(request, store, method_id)


@store_router.get("/deliveries", response=HourDeliveryList, summary="Who gets what when on a day")
@audience.store("orders.fulfil")
def deliveries(
    request: audience.StoreRequest, store: Path[str], params: Query[DeliveryDayParams]
) -> JsonResponse:
    return JsonResponse(
        {
            "items": [
                {
                    "method": row.method,
                    "starts": row.starts.isoformat("minutes"),
                    "ends": row.ends.isoformat("minutes"),
                    "capacity": row.capacity,
                    "held": row.held,
                    "order_ids": [order.public_id for order in row.orders],
                }
                for row in deliveries_on(store_id=request.store.pk, day=params.day)
            ]
        }
    )


@store_router.get("/closed-days", response=ClosedDays, summary="Days without delivery hours")
@audience.store("delivery.change")
def closed_days(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    return JsonResponse({"days": slots.list_closed_days(store_id=request.store.pk)})


@store_router.put("/closed-days", response=ClosedDays, summary="Say them anew")
@decorate_view(idempotent)
@audience.store("delivery.change")
def set_closed_days(
    request: audience.StoreRequest, store: Path[str], body: ClosedDays
) -> JsonResponse:
    slots.set_closed_days(store_id=request.store.pk, days=body.days)
    return closed_days(request, store)


@store_router.put(
    "/delivery/{method_id}/pick-up", response=PickUpIn, summary="Let goods be fetched"
)
@decorate_view(idempotent)
@audience.store("delivery.change")
def set_pick_up(
    request: audience.StoreRequest, store: Path[str], method_id: str, body: PickUpIn
) -> JsonResponse:
    slots.set_pick_up(
        store_id=request.store.pk,
        method_id=method_id,
        location_id=body.location_id,
        hours=body.hours,
    )
    return JsonResponse(body.dict())


def _window(window: SlotWindow) -> dict[str, Any]:
    return {
        "id": window.pk,
        "weekday": window.weekday,
        "starts": window.starts.isoformat("minutes"),
        "ends": window.ends.isoformat("minutes"),
        "capacity": window.capacity,
        "cut_off_hours": window.cut_off_hours,
    }
