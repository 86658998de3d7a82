"""What a store's product costs: lasting prices in several currencies, and prices for some days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Field, Path, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.shapes import Amount, amount_or_none
from tradewind.domains.catalogue.queries import get_store_product
from tradewind.domains.catalogue.queries.facts import VariantFacts
from tradewind.domains.pricing import operations, quantity_prices, queries
from tradewind.domains.pricing.queries import PriceRow, QuantityPriceRow
from tradewind.domains.pricing.rules import MOST_FROM
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse, money
from tradewind.platform.idempotency import idempotent

router = Router()


class PriceShape(Schema):
    """Without `starts_at` and `ends_at` it is the lasting price of its currency."""

    id: int
    variant_id: str
    price: Amount
    compare_at: Amount | None
    starts_at: str | None
    ends_at: str | None


class QuantityPriceShape(Schema):
    """What each of at least `pieces` costs, always or within its days."""

    id: int
    variant_id: str
    pieces: int
    price: Amount
    starts_at: str | None
    ends_at: str | None


class PriceList(Schema):
    items: list[PriceShape]
    quantity_prices: list[QuantityPriceShape]


class PriceIn(Schema):
    amount: str = Field(max_length=20, description="Major units", examples=["12.50"])
    compare_at: str | None = Field(None, max_length=20, description="The price before")
    currency: str = Field("", pattern="^([A-Z]{3})?$", description="The store's when left out")


class PlannedPriceIn(PriceIn):
    """`starts_at` is the first moment it holds, `ends_at` the first moment after; one may lack."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None


class QuantityPriceIn(Schema):
    """Without days it takes the place of the lasting one from as many pieces."""

    pieces: int = Field(ge=2, le=MOST_FROM)
    amount: str = Field(max_length=20, description="Of each, major units", examples=["9.50"])
    currency: str = Field("", pattern="^([A-Z]{3})?$", description="The store's when left out")
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@router.get("/{product_id}/prices", response=PriceList, summary="Every price of its variants")
@audience.store("products.view")
def list_prices(request: audience.StoreRequest, store: Path[str], product_id: str) -> JsonResponse:
    return _answer(request, product_id)


@router.put(
    "/{product_id}/variants/{variant_id}/price", response=PriceList, summary="Set a lasting price"
)
@decorate_view(idempotent)
@audience.store("prices.change")
def set_price(
    request: audience.StoreRequest,
    store: Path[str],
    product_id: str,
    variant_id: str,
    body: PriceIn,
) -> JsonResponse:
    amount, compare_at = _amounts(request, body)
    operations.set_price(
        store_id=request.store.pk,
        variant_id=_variant(request, product_id, variant_id).variant_id,
        amount=amount,
        compare_at=compare_at,
    )
    return _answer(request, product_id)


@router.delete(
    "/{product_id}/variants/{variant_id}/prices/{currency}",
    response=PriceList,
    summary="Drop the lasting price in another currency",
)
@decorate_view(idempotent)
@audience.store("prices.change")
def remove_price(
    request: audience.StoreRequest,
    store: Path[str],
    product_id: str,
    variant_id: str,
    currency: str,
) -> JsonResponse:
    """From then on it is converted from the store's own currency."""
    operations.remove_price(
        store_id=request.store.pk,
        variant_id=_variant(request, product_id, variant_id).variant_id,
        currency=currency,
    )
    return _answer(request, product_id)


@router.post(
    "/{product_id}/variants/{variant_id}/prices",
    response={201: PriceList},
    summary="Plan a price for some days",
)
@decorate_view(idempotent)
@audience.store("prices.change")
def plan_price(
    request: audience.StoreRequest,
    store: Path[str],
    product_id: str,
    variant_id: str,
    body: PlannedPriceIn,
) -> JsonResponse:
    """409 `prices_overlap` where another one holds within these days."""
    amount, compare_at = _amounts(request, body)
    operations.schedule_price(
        store_id=request.store.pk,
        variant_id=_variant(request, product_id, variant_id).variant_id,
        amount=amount,
        compare_at=compare_at,
        starts_at=body.starts_at,
        ends_at=body.ends_at,
    )
    return _answer(request, product_id, status=201)


@router.post(
    "/{product_id}/prices/{price_id}/end", response=PriceList, summary="End a planned price now"
)
@decorate_view(idempotent)
@audience.store("prices.change")
def end_price(
    request: audience.StoreRequest, store: Path[str], product_id: str, price_id: int
) -> JsonResponse:
    """One that has not begun is dropped, one that is over stays as it is."""
    if price_id not in {row.id for row in _rows(request, product_id)[1]}:
        raise NotFound(id=price_id)
    operations.end_schedule(store_id=request.store.pk, price_id=price_id)
    return _answer(request, product_id)


@router.post(
    "/{product_id}/variants/{variant_id}/quantity-prices",
    response={201: PriceList},
    summary="Say what each of several pieces costs",
)
@decorate_view(idempotent)
@audience.store("prices.change")
def set_quantity_price(
    request: audience.StoreRequest,
    store: Path[str],
    product_id: str,
    variant_id: str,
    body: QuantityPriceIn,
) -> JsonResponse:
    """409 `quantity_price_not_cheaper`, `quantity_price_without_price`."""
    quantity_prices.set_quantity_price(
        store_id=request.store.pk,
        variant_id=_variant(request, product_id, variant_id).variant_id,
        pieces=body.pieces,
        amount=Money.of(body.amount, body.currency or request.store.currency),
        starts_at=body.starts_at,
        ends_at=body.ends_at,
    )
    return _answer(request, product_id, status=201)


@router.delete(
    "/{product_id}/quantity-prices/{step_id}", response=PriceList, summary="Drop a quantity price"
)
@decorate_view(idempotent)
@audience.store("prices.change")
def remove_quantity_price(
    request: audience.StoreRequest, store: Path[str], product_id: str, step_id: int
) -> JsonResponse:
    """A dated one that has begun ends now and stays to be read."""
    ids, _ = _rows(request, product_id)
    if step_id not in {row.id for row in _steps(request, ids)}:
        raise NotFound(id=step_id)
    quantity_prices.remove_quantity_price(store_id=request.store.pk, row_id=step_id)
    return _answer(request, product_id)


def _amounts(request: audience.StoreRequest, body: PriceIn) -> tuple[Money, Money | None]:
    currency = body.currency or request.store.currency
    compare_at = None if body.compare_at is None else Money.of(body.compare_at, currency)
    return Money.of(body.amount, currency), compare_at


def _variant(request: audience.StoreRequest, product_id: str, variant_id: str) -> VariantFacts:
    facts = get_store_product(store_id=request.store.pk, product_id=product_id, language="")
    for variant in facts.variants:
        if variant.public_id == variant_id:
            return variant
    raise NotFound(id=variant_id)


def _rows(request: audience.StoreRequest, product_id: str) -> tuple[dict[int, str], list[PriceRow]]:
    facts = get_store_product(store_id=request.store.pk, product_id=product_id, language="")
    ids = {variant.variant_id: variant.public_id for variant in facts.variants}
    return ids, queries.list_prices(store_id=request.store.pk, variant_ids=list(ids))


def _answer(request: audience.StoreRequest, product_id: str, *, status: int = 200) -> JsonResponse:
    ids, rows = _rows(request, product_id)
    body = {
        "items": [_price(row, ids) for row in rows],
        "quantity_prices": [_step(row, ids) for row in _steps(request, ids)],
    }
    return JsonResponse(body, status=status)


def _steps(request: audience.StoreRequest, ids: dict[int, str]) -> list[QuantityPriceRow]:
    return queries.list_quantity_prices(store_id=request.store.pk, variant_ids=list(ids))


def _step(row: QuantityPriceRow, ids: dict[int, str]) -> dict[str, Any]:
    return {
        "id": row.id,
        "variant_id": ids[row.variant_id],
        "pieces": row.pieces,
        "price": money(row.amount),
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
    }


def _price(row: PriceRow, ids: dict[int, str]) -> dict[str, Any]:
    return {
        "id": row.id,
        "variant_id": ids[row.variant_id],
        "price": money(row.amount),
        "compare_at": amount_or_none(row.compare_at),
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
    }
