"""A store's shelves: what lies where, what moved, and what staff do there."""

from __future__ import annotations

from typing import Any

from ninja import Path, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.store_stock_shapes import (
    AlertIn,
    CountIn,
    GoodsShape,
    MovementParams,
    ReceiptIn,
    ShelfPage,
    ShelfParams,
    StockAdjustmentIn,
    StockMovementPage,
    StockMovementShape,
    TransferIn,
)
from tradewind.domains.inventory import operations, queries
from tradewind.domains.inventory.models import StockMovement
from tradewind.domains.inventory.queries import GoodsStock, LevelRow, MovedGoods, ShelfFilter
from tradewind.domains.stores.queries import list_locations
from tradewind.kernel.errors import InvalidInput
from tradewind.platform import audit
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import page_json
from tradewind.platform.idempotency import idempotent

router = Router()


@router.get("", response=ShelfPage, summary="Shelves, the emptiest first")
@audience.store("stock.view")
def list_shelves(
    request: audience.StoreRequest, store: Path[str], params: Query[ShelfParams]
) -> JsonResponse:
    page = queries.list_shelves(
        store_id=request.store.pk,
        narrow=ShelfFilter(only_low=params.low, location=params.location, text=params.text),
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, _shelf))


@router.get("/movements", response=StockMovementPage, summary="Every move, the latest first")
@audience.store("stock.view")
def list_movements(
    request: audience.StoreRequest, store: Path[str], params: Query[MovementParams]
) -> JsonResponse:
    page = queries.list_movements(
        store_id=request.store.pk,
        variant_id=params.variant,
        location_id=params.location,
        kind=params.kind.value if params.kind else "",
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, _movement))


@router.get("/{variant_id}", response=GoodsShape, summary="Where a variant lies")
@audience.store("stock.view")
def read(request: audience.StoreRequest, store: Path[str], variant_id: str) -> JsonResponse:
    return _answer(request, variant_id)


@router.post("/{variant_id}/receipts", response=GoodsShape, summary="Goods came in")
@decorate_view(idempotent)
@audience.store("stock.change")
def receive(
    request: audience.StoreRequest, store: Path[str], variant_id: str, body: ReceiptIn
) -> JsonResponse:
    operations.receive(
        store_id=request.store.pk,
        pieces={_variant(request, variant_id): body.pieces},
        location_id=_location(request, body.location),
        reference=body.reference,
        note=body.note,
        actor=_actor(request),
    )
    return _done(request, variant_id, "stock.receipt", body)


@router.post("/{variant_id}/counts", response=GoodsShape, summary="What really lies there")
@decorate_view(idempotent)
@audience.store("stock.change")
def count(
    request: audience.StoreRequest, store: Path[str], variant_id: str, body: CountIn
) -> JsonResponse:
    operations.count(
        store_id=request.store.pk,
        counted={_variant(request, variant_id): body.pieces},
        location_id=_location(request, body.location),
        note=body.note,
        actor=_actor(request),
    )
    return _done(request, variant_id, "stock.count", body)


@router.post("/{variant_id}/adjustments", response=GoodsShape, summary="Lost, damaged or returned")
@decorate_view(idempotent)
@audience.store("stock.change")
def adjust(
    request: audience.StoreRequest, store: Path[str], variant_id: str, body: StockAdjustmentIn
) -> JsonResponse:
    if body.kind not in (StockMovement.Kind.DAMAGED, StockMovement.Kind.RETURNED):
        raise InvalidInput({"kind": "unknown"})
    operations.adjust(
        store_id=request.store.pk,
        variant_id=_variant(request, variant_id),
        location_id=_location(request, body.location),
        change=body.change,
        kind=body.kind,
        note=body.note,
        actor=_actor(request),
    )
    return _done(request, variant_id, "stock.adjustment", body)


@router.post("/{variant_id}/transfers", response=GoodsShape, summary="Move to another location")
@decorate_view(idempotent)
@audience.store("stock.change")
def transfer(
    request: audience.StoreRequest, store: Path[str], variant_id: str, body: TransferIn
) -> JsonResponse:
    operations.move(
        store_id=request.store.pk,
        pieces={_variant(request, variant_id): body.pieces},
        from_location_id=_location(request, body.location),
        to_location_id=_location(request, body.to),
        note=body.note,
        actor=_actor(request),
    )
    return _done(request, variant_id, "stock.transfer", body)


@router.put("/{variant_id}/alert", response=GoodsShape, summary="When to warn")
@decorate_view(idempotent)
@audience.store("stock.change")
def set_alert(
    request: audience.StoreRequest, store: Path[str], variant_id: str, body: AlertIn
) -> JsonResponse:
    operations.set_low_at(
        store_id=request.store.pk,
        variant_id=_variant(request, variant_id),
        location_id=_location(request, body.location),
        low_at=body.low_at,
    )
    return _done(request, variant_id, "stock.alert", body)


def _done(
    request: audience.StoreRequest, variant_id: str, action: str, body: Schema
) -> JsonResponse:
    audit.record(
        actor=_actor(request),
        action=action,
        subject=variant_id,
        store_id=request.store.pk,
        changes=body.dict(),
    )
    return _answer(request, variant_id)


def _answer(request: audience.StoreRequest, variant_id: str) -> JsonResponse:
    return JsonResponse(
        _goods(queries.goods_stock(store_id=request.store.pk, variant_id=variant_id))
    )


def _location(request: audience.StoreRequest, public_id: str) -> int:
    for place in list_locations(store_id=request.store.pk):
        if place.public_id == public_id:
            return place.pk
    raise InvalidInput({"location": "unknown"})


def _variant(request: audience.StoreRequest, public_id: str) -> int:
    return queries.goods_stock(store_id=request.store.pk, variant_id=public_id).variant_id


def _actor(request: audience.StoreRequest) -> str:
    return actor_of(request).person_public_id or ""


def _shelf(row: LevelRow) -> dict[str, Any]:
    return {
        "variant_id": row.variant_public_id,
        "sku": row.sku,
        "title": row.product_title,
        "location_id": row.location_public_id,
        "location": row.location,
        "on_hand": row.on_hand,
        "reserved": row.reserved,
        "available": row.available,
        "low_at": row.low_at,
        "is_low": row.is_low,
    }


def _goods(goods: GoodsStock) -> dict[str, Any]:
    return {
        "variant_id": goods.public_id,
        "sku": goods.sku,
        "title": goods.product_title,
        "choices": list(goods.choices),
        "places": [
            {
                "location_id": place.public_id,
                "location": place.name,
                "on_hand": place.on_hand,
                "reserved": place.reserved,
                "available": place.available,
                "low_at": place.low_at,
            }
            for place in goods.places
        ],
    }


def _movement(row: MovedGoods) -> dict[str, Any]:
    return {name: getattr(row, name) for name in StockMovementShape.model_fields}
