"""A store's own products: made, changed, put on sale, put away."""

from __future__ import annotations

from typing import Any

from ninja import Path, Query, Router
from ninja.decorators import decorate_view

from tradewind.api.store_product_shapes import (
    ChangedProduct,
    NewProduct,
    OptionsIn,
    ProductPage,
    ProductParams,
    QuickProduct,
    StoreProductShape,
    VariantIn,
)
from tradewind.domains.catalogue import operations, queries
from tradewind.domains.catalogue.queries import (
    OwnProductFacts,
    ProductFilter,
    ProductRow,
    VariantFacts,
)
from tradewind.domains.catalogue.rules import Option, OptionValue, read_options, with_words
from tradewind.domains.inventory.queries import available
from tradewind.domains.pricing.queries import prices_of
from tradewind.domains.pricing.rules import ShownPrice
from tradewind.flows.quick_add_product import quick_add_product
from tradewind.kernel import clock
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse, money
from tradewind.platform.http.paging import page_json
from tradewind.platform.idempotency import idempotent

router = Router()


@router.get("", response=ProductPage, summary="Products, newest first")
@audience.store("products.view")
def list_products(
    request: audience.StoreRequest, store: Path[str], params: Query[ProductParams]
) -> JsonResponse:
    narrow = ProductFilter(
        status=params.status,
        text=params.text,
        category=params.category,
        lacks=params.lacks,
        archived=params.archived,
    )
    page = queries.list_products(
        store_id=request.store.pk, narrow=narrow, cursor=params.cursor or "", limit=params.limit
    )
    return JsonResponse(page_json(page, _line))


@router.post("", response={201: StoreProductShape}, summary="Make a draft")
@decorate_view(idempotent)
@audience.store("products.change")
def create(request: audience.StoreRequest, store: Path[str], body: NewProduct) -> JsonResponse:
    product = operations.create_product(
        store_id=request.store.pk,
        options=[Option.of(option.name, *option.values) for option in body.options],
        sku=body.sku,
        gtin=body.gtin,
        weight_g=body.weight_g,
        **body.columns(),
    )
    return _answer(request, str(product.public_id), status=201)


@router.post("/quick", response={201: StoreProductShape}, summary="On sale at once")
@decorate_view(idempotent)
@audience.store("prices.change")
def quick_add(request: audience.StoreRequest, store: Path[str], body: QuickProduct) -> JsonResponse:
    product = quick_add_product(
        store_id=request.store.pk,
        title=body.title,
        price=Money.of(body.amount, body.currency or request.store.currency),
        stock=body.stock,
        sku=body.sku,
        category=body.category,
        actor=actor_of(request).person_public_id or "",
    )
    return _answer(request, str(product.public_id), status=201)


@router.get("/{product_id}", response=StoreProductShape, summary="One product")
@audience.store("products.view")
def read(request: audience.StoreRequest, store: Path[str], product_id: str) -> JsonResponse:
    return _answer(request, product_id)


@router.patch("/{product_id}", response=StoreProductShape, summary="Change it")
@decorate_view(idempotent)
@audience.store("products.change")
def change(
    request: audience.StoreRequest, store: Path[str], product_id: str, body: ChangedProduct
) -> JsonResponse:
    operations.change_product(
        store_id=request.store.pk, product_id=product_id, seen_at=body.seen_at, **body.columns()
    )
    return _answer(request, product_id)


@router.put("/{product_id}/options", response=StoreProductShape, summary="Set options and variants")
@decorate_view(idempotent)
@audience.store("products.change")
def set_options(
    request: audience.StoreRequest, store: Path[str], product_id: str, body: OptionsIn
) -> JsonResponse:
    options = [
        Option(
            option.name,
            tuple(OptionValue(value.name, value.was) for value in option.values),
            option.was,
        )
        for option in body.options
    ]
    held = queries.get_store_product(
        store_id=request.store.pk, product_id=product_id, language=""
    ).product
    operations.set_options(
        store_id=request.store.pk,
        product_id=product_id,
        options=with_words(options, read_options(held.options)),
        seen_at=body.seen_at or held.updated_at,
    )
    return _answer(request, product_id)


@router.patch(
    "/{product_id}/variants/{variant_id}", response=StoreProductShape, summary="Change a variant"
)
@decorate_view(idempotent)
@audience.store("products.change")
def change_variant(
    request: audience.StoreRequest,
    store: Path[str],
    product_id: str,
    variant_id: str,
    body: VariantIn,
) -> JsonResponse:
    operations.change_variant(store_id=request.store.pk, variant_id=variant_id, **body.dict())
    return _answer(request, product_id)


@router.post("/{product_id}/publication", response=StoreProductShape, summary="Put it on sale")
@decorate_view(idempotent)
@audience.store("products.change")
def publish(request: audience.StoreRequest, store: Path[str], product_id: str) -> JsonResponse:
    operations.publish(store_id=request.store.pk, product_id=product_id)
    return _answer(request, product_id)


@router.post(
    "/{product_id}/discontinuation", response=StoreProductShape, summary="Sell it no longer"
)
@decorate_view(idempotent)
@audience.store("products.change")
def discontinue(request: audience.StoreRequest, store: Path[str], product_id: str) -> JsonResponse:
    operations.discontinue(store_id=request.store.pk, product_id=product_id)
    return _answer(request, product_id)


@router.post("/{product_id}/archival", response=StoreProductShape, summary="Put it away")
@decorate_view(idempotent)
@audience.store("products.change")
def archive(request: audience.StoreRequest, store: Path[str], product_id: str) -> JsonResponse:
    operations.archive(store_id=request.store.pk, product_id=product_id)
    return _answer(request, product_id)


@router.delete("/{product_id}/archival", response=StoreProductShape, summary="Bring it back")
@decorate_view(idempotent)
@audience.store("products.change")
def restore(request: audience.StoreRequest, store: Path[str], product_id: str) -> JsonResponse:
    operations.restore(store_id=request.store.pk, product_id=product_id)
    return _answer(request, product_id)


def _answer(request: audience.StoreRequest, product_id: str, *, status: int = 200) -> JsonResponse:
    store = request.store
    facts = queries.get_store_product(
        store_id=store.pk, product_id=product_id, language=store.language
    )
    variant_ids = [variant.variant_id for variant in facts.variants]
    prices = prices_of(variant_ids=variant_ids, currency=store.currency, now=clock.now())
    pieces = available(variant_ids=variant_ids)
    shape = _product(facts) | {
        "variants": [
            _variant(each, prices.get(each.variant_id), pieces[each.variant_id])
            for each in facts.variants
        ]
    }
    return JsonResponse(shape, status=status)


def _product(facts: OwnProductFacts) -> dict[str, Any]:
    row = facts.product
    return {
        "id": facts.public_id,
        "slug": row.slug,
        "external_id": row.external_id,
        "title": row.title,
        "summary": row.summary,
        "description": row.description,
        "care": row.care,
        "brand": row.brand,
        "status": row.status,
        "is_archived": row.archived_at is not None,
        "category": facts.breadcrumbs[-1].public_id if facts.breadcrumbs else None,
        "tags": row.tags,
        "attributes": row.attributes,
        "tax_category": row.tax_category,
        "released_on": row.released_on,
        "translations": row.translations,
        "options": [{"name": option["name"], "values": option["values"]} for option in row.options],
        "updated_at": row.updated_at,
    }


def _variant(variant: VariantFacts, price: ShownPrice | None, pieces: int) -> dict[str, Any]:
    return {
        "id": variant.public_id,
        "sku": variant.sku,
        "gtin": variant.gtin,
        "choices": list(variant.keys),
        "weight_g": variant.weight_g,
        "is_archived": variant.is_archived,
        "price": None if price is None else money(price.amount),
        "available": pieces,
    }


def _line(row: ProductRow) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "slug": row.slug,
        "title": row.title,
        "brand": row.brand,
        "status": row.status,
        "is_archived": row.is_archived,
        "sku": row.sku,
        "variants": row.variants,
        "updated_at": row.updated_at,
    }
