"""What a store's product costs: lasting prices in several currencies, and prices for some days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Field, Path, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.shapes import Amount, amount_or_none
from tradewind.domains.catalogue.queries import get_store_product
from tradewind.domains.catalogue.queries.facts import VariantFacts
from tradewind.domains.pricing import operations, queries
from tradewind.domains.pricing.queries import PriceRow
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


class PriceList(Schema):
    items: list[PriceShape]


class PriceIn(Schema):
    amount: str = Field(max_length=20, description="Major units", examples=["12.50"])
    compare_at: str | None = Field(None, max_length=20, description="The price before")
    currency: str = Field("", pattern="^([A-Z]{3})?$", description="The store's when left out")


class PlannedPriceIn(PriceIn):
    """`starts_at` is the first moment it holds, `ends_at` the first moment after; one may lack."""

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
    return JsonResponse({"items": [_price(row, ids) for row in rows]}, status=status)


def _price(row: PriceRow, ids: dict[int, str]) -> dict[str, Any]:
    return {
        "id": row.id,
        "variant_id": ids[row.variant_id],
        "price": money(row.amount),
        "compare_at": amount_or_none(row.compare_at),
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
    }
