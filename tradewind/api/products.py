"""What is for sale: lists of products and the single product."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from tradewind.api.cards import Card, CategoryName, StoreName, card_json, url_of
from tradewind.api.display import DisplayShape, about_json, display_json
from tradewind.api.landed import LandedShape, landed_json
from tradewind.api.quotes import DeliveryShape, StepShape, delivery_json, step_json
from tradewind.api.reader import PlacedParams, ReaderParams, answer
from tradewind.api.shapes import Amount, amount_or_none
from tradewind.domains.catalogue.queries import (
    PictureFacts,
    ProductFacts,
    VariantFacts,
)
from tradewind.domains.discovery import queries
from tradewind.domains.discovery.queries import Narrow, SaleFacts, get_live_product, sale_facts
from tradewind.domains.discovery.rules import ListingSort
from tradewind.domains.pricing.rules import Display
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.json import money
from tradewind.platform.http.paging import page_json

router = Router()

FRESH_SECONDS = 10  # how long anyone may keep what names prices and stock


class ListParams(ReaderParams):
    category: str = Field("", max_length=80, description="A slug; takes in those below it")
    tag: str = Field("", max_length=40)
    store: str = Field("", max_length=60, description="A slug")
    in_stock: bool = False
    price_from: str = Field("", max_length=20, description="Major units of `currency`")
    price_until: str = Field("", max_length=20, description="Major units of `currency`")
    sort: ListingSort = ListingSort.POPULAR
    cursor: str = Field("", max_length=500, description="From the page before")
    limit: int = Field(24, ge=1, le=100)


class CardPage(Schema):
    items: list[Card]
    next_cursor: str | None
    display: DisplayShape | None = None


class OptionShape(Schema):
    """`keys` are the values as written, the same in every language."""

    name: str
    values: list[str]
    keys: list[str]


class VariantShape(Schema):
    """`price` is null where the variant can't be bought in that currency. `quantity_prices` say
    what each of more pieces costs."""

    id: str
    sku: str
    gtin: str
    choices: list[str]
    keys: list[str]
    price: Amount | None
    compare_at: Amount | None
    quantity_prices: list[StepShape]
    about: Amount | None = Field(None, description="`price` in the currency asked to show it in")
    is_converted: bool
    available: int
    weight_g: int


class PictureShape(Schema):
    """`shows` has a value for each option, one of its `keys` or empty for any; it is empty itself
    where the picture shows every variant."""

    id: str
    url: str
    alt: str
    width: int
    height: int
    renditions: dict[str, str]
    shows: list[str]


class AttributeShape(Schema):
    code: str
    label: str
    kind: str
    unit: str
    value: str | float | bool | list[str]


class ProductShape(Schema):
    """`deliveries` are for one piece of the cheapest variant to the place asked about."""

    id: str
    slug: str
    title: str
    summary: str
    description: str
    brand: str
    is_on_sale: bool
    store: StoreName
    categories: list[CategoryName] = Field(description="From the top down")
    options: list[OptionShape]
    variants: list[VariantShape]
    pictures: list[PictureShape]
    attributes: list[AttributeShape]
    display: DisplayShape | None = None
    landed: LandedShape | None = None
    deliveries: list[DeliveryShape]


@router.get("/products", response=CardPage, summary="Products on sale")
@audience.public
def list_products(request: HttpRequest, params: Query[ListParams]) -> HttpResponse:
    currency, language = params.counted_in, params.told_in
    page = queries.list_listings(
        language=language,
        currency=currency,
        narrow=Narrow(
            category=params.category,
            tag=params.tag,
            store=params.store,
            in_stock=params.in_stock,
            price_from=_minor("price_from", params.price_from, currency),
            price_until=_minor("price_until", params.price_until, currency),
        ),
        sort=params.sort,
        cursor=params.cursor,
        limit=params.limit,
    )
    display = params.display
    body = page_json(page, lambda card: card_json(card, display))
    body["display"] = display_json(display)
    return answer(request, body, language=language, max_age=FRESH_SECONDS)


@router.get("/products/{product_id}", response=ProductShape, summary="One product")
@audience.public
def read_product(
    request: HttpRequest, product_id: str, params: Query[PlacedParams]
) -> HttpResponse:
    currency, language = params.counted_in, params.told_in
    now = clock.now()
    product, live = get_live_product(
        product_id=product_id, language=language, currency=currency, now=now
    )
    sale = sale_facts(product=product, live=live, currency=currency, place=params.place, now=now)
    body = _product(product, sale, language, params.display)
    body["landed"] = landed_json(live=live, sale=sale, place=params.place, on=now.date())
    return answer(request, body, language=language, max_age=FRESH_SECONDS)


def _minor(field: str, text: str, currency: str) -> int | None:
    if not text:
        return None
    try:
        return Money.of(text, currency).minor
    except TradewindError:
        raise InvalidInput({field: "invalid"}) from None


def _product(
    product: ProductFacts, sale: SaleFacts, language: str, display: Display | None
) -> dict[str, Any]:
    store = product.store
    return {
        "id": product.public_id,
        "slug": product.slug,
        "title": product.title,
        "summary": product.summary,
        "description": product.description,
        "brand": product.brand,
        "is_on_sale": product.is_on_sale,
        "store": {"id": store.public_id, "slug": store.slug, "name": store.name},
        "categories": [
            {"slug": node.slug, "title": node.title(language)} for node in product.breadcrumbs
        ],
        "options": [
            {"name": option.name, "values": option.values, "keys": option.keys}
            for option in product.options
        ],
        "variants": [_variant(variant, sale, display) for variant in product.variants],
        "pictures": [_picture(picture) for picture in product.pictures],
        "attributes": [
            {
                "code": fact.code,
                "label": fact.label,
                "kind": fact.kind,
                "unit": fact.unit,
                "value": fact.value,
            }
            for fact in product.attributes
        ],
        "display": display_json(display),
        "deliveries": [delivery_json(option) for option in sale.deliveries],
    }


def _variant(variant: VariantFacts, sale: SaleFacts, display: Display | None) -> dict[str, Any]:
    shown = sale.prices.get(variant.variant_id)
    return {
        "id": variant.public_id,
        "sku": variant.sku,
        "gtin": variant.gtin,
        "choices": variant.choices,
        "keys": variant.keys,
        "price": money(shown.amount) if shown else None,
        "compare_at": amount_or_none(shown.compare_at) if shown else None,
        "quantity_prices": [step_json(step) for step in shown.steps] if shown else [],
        "about": about_json(shown.amount, display) if shown else None,
        "is_converted": bool(shown and shown.converted),
        "available": sale.available.get(variant.variant_id, 0),
        "weight_g": variant.weight_g,
    }


def _picture(picture: PictureFacts) -> dict[str, Any]:
    return {
        "id": picture.public_id,
        "url": url_of(picture.file),
        "alt": picture.alt,
        "width": picture.width,
        "height": picture.height,
        "renditions": {str(width): url_of(name) for width, name in picture.renditions},
        "shows": picture.shows,
    }
