"""A store's orders and the steps its staff take. A step that has a who and a when is a thing of
its own: ``POST …/orders/{id}/cancellation``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.orders import OrderShape, order_json
from tradewind.api.shapes import Amount
from tradewind.domains.orders import operations, queries
from tradewind.domains.orders.claims import Reason
from tradewind.domains.orders.models import Order
from tradewind.domains.orders.queries import OrderFilter
from tradewind.domains.orders.rules import Stage
from tradewind.flows import take_back
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse, money
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.idempotency import idempotent

router = Router()


class OrderParams(PageParams):
    stage: Stage | None = None
    text: str = Field("", max_length=100, description="In number, name, e-mail, title or SKU")


class OrderRow(Schema):
    id: str
    number: str
    stage: str
    placed_at: str
    name: str
    channel: str
    pieces: int
    total: Amount


class OrderPage(Schema):
    items: list[OrderRow]
    next_cursor: str | None


class ShipmentIn(Schema):
    pieces: dict[str, int] | None = Field(
        None, description="Line id → how many; left out: everything that is left"
    )
    carrier: str = Field("", max_length=40)
    tracking_number: str = Field("", max_length=60)
    tracking_url: str = Field("", max_length=300, pattern=r"^(https?://\S+)?$")


class DelayIn(Schema):
    until: date = Field(description="By when it arrives now")
    note: str = Field("", max_length=500, description="The shopper reads it")


class CancellationIn(Schema):
    reason: Reason = Field(examples=["out_of_stock"])


@router.get("", response=OrderPage, summary="Orders, newest first")
@audience.store("orders.view")
def list_orders(
    request: audience.StoreRequest, store: Path[str], params: Query[OrderParams]
) -> JsonResponse:
    narrow = OrderFilter(stages=(params.stage,) if params.stage else (), text=params.text)
    page = queries.list_orders(
        store_id=request.store.pk, narrow=narrow, cursor=params.cursor or "", limit=params.limit
    )
    return JsonResponse(page_json(page, _row))


@router.get("/{order_id}", response=OrderShape, summary="One order")
@audience.store("orders.view")
def read(request: audience.StoreRequest, store: Path[str], order_id: str) -> JsonResponse:
    return _answer(request, order_id)


@router.post("/{order_id}/preparation", response=OrderShape, summary="Begin to pack")
@decorate_view(idempotent)
@audience.store("orders.fulfil")
def start_preparing(
    request: audience.StoreRequest, store: Path[str], order_id: str
) -> JsonResponse:
    operations.start_preparing(store_id=request.store.pk, order_id=order_id, actor=_actor(request))
    return _answer(request, order_id)


@router.post("/{order_id}/shipments", response={201: OrderShape}, summary="Send a parcel")
@decorate_view(idempotent)
@audience.store("orders.fulfil")
def ship(
    request: audience.StoreRequest, store: Path[str], order_id: str, body: ShipmentIn
) -> JsonResponse:
    operations.ship(
        store_id=request.store.pk, order_id=order_id, actor=_actor(request), **body.dict()
    )
    return _answer(request, order_id, status=201)


@router.post("/{order_id}/delivery", response=OrderShape, summary="Everything arrived")
@decorate_view(idempotent)
@audience.store("orders.fulfil")
def mark_delivered(request: audience.StoreRequest, store: Path[str], order_id: str) -> JsonResponse:
    operations.mark_delivered(store_id=request.store.pk, order_id=order_id, actor=_actor(request))
    return _answer(request, order_id)


@router.post("/{order_id}/delays", response={201: OrderShape}, summary="It comes later")
@decorate_view(idempotent)
@audience.store("orders.fulfil")
def delay(
    request: audience.StoreRequest, store: Path[str], order_id: str, body: DelayIn
) -> JsonResponse:
    operations.announce_delay(
        store_id=request.store.pk, order_id=order_id, actor=_actor(request), **body.dict()
    )
    return _answer(request, order_id, status=201)


@router.post("/{order_id}/cancellation", response=OrderShape, summary="Cancel and refund")
@decorate_view(idempotent)
@audience.store("orders.cancel")
def cancel(
    request: audience.StoreRequest, store: Path[str], order_id: str, body: CancellationIn
) -> JsonResponse:
    take_back.cancel_order(
        store_id=request.store.pk, order_id=order_id, actor=_actor(request), reason=body.reason
    )
    return _answer(request, order_id)


def _actor(request: HttpRequest) -> str:
    return actor_of(request).person_public_id or ""


def _answer(request: audience.StoreRequest, order_id: str, *, status: int = 200) -> JsonResponse:
    order = queries.get_order(store_id=request.store.pk, order_id=order_id)
    return JsonResponse(order_json(order), status=status)


def _row(order: Order) -> dict[str, Any]:
    return {
        "id": order.public_id,
        "number": order.number,
        "stage": order.stage,
        "placed_at": order.placed_at,
        "name": order.purchase.name,
        "channel": order.purchase.channel,
        "pieces": order.pieces,  # type: ignore[attr-defined]
        "total": money(order.total),
    }
