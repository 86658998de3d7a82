"""What is chosen for somebody and why, what they looked at, who else sells it, side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from tradewind.api.cards import Card, StoreName, card_json
from tradewind.api.reader import PlacedParams, answer
from tradewind.api.shapes import Amount, amount_or_none
from tradewind.domains.discovery.queries import Recommended, goods_shelves, personal_shelves
from tradewind.domains.discovery.queries.comparing import MOST_COMPARED, Compared, compare
from tradewind.domains.discovery.queries.sellers import SellerOffer, gtins_of, other_sellers
from tradewind.domains.discovery.reasons import sentence
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse, money
from tradewind.platform.i18n.languages import country_name

router = Router()

FRESH_SECONDS = 10


class ChosenParams(PlacedParams):
    limit: int = Field(10, ge=1, le=24)


class CompareParams(PlacedParams):
    ids: str = Field(max_length=200, description="Up to four public ids, commas between")


class RecommendedShape(Schema):
    """`reason` is a code, `sentence` the same for people, `about` what led to it."""

    product: Card
    reason: str
    sentence: str
    about: str


class RecommendationsShape(Schema):
    """Without consent `for_you` is empty: then only what is popular there is told."""

    is_personal: bool
    for_you: list[RecommendedShape]
    popular: list[RecommendedShape]


class SimilarShape(Schema):
    together: list[RecommendedShape]
    similar: list[RecommendedShape]


class SellerOfferShape(Schema):
    """`to_the_door` is price and delivery, before tax."""

    store: StoreName
    product_id: str
    product_slug: str
    variant_id: str
    price: Amount
    is_converted: bool
    delivery: Amount
    to_the_door: Amount
    arrives_from: str
    arrives_until: str


class SellerOfferList(Schema):
    items: list[SellerOfferShape]


class ComparedFact(Schema):
    code: str
    label: str
    unit: str
    value: str | float | bool | list[str]


class ComparedShape(Schema):
    id: str
    slug: str
    title: str
    brand: str
    store: StoreName
    price: Amount | None
    to_the_door: Amount | None
    arrives_until: str | None
    in_stock: bool
    attributes: list[ComparedFact]


class ComparedList(Schema):
    items: list[ComparedShape]
    differs: list[str] = Field(description="Codes of attributes that are not the same for all")


@router.get("/recommendations", response=RecommendationsShape, summary="Chosen for me, and why")
@audience.public
def recommendations(request: HttpRequest, params: Query[ChosenParams]) -> JsonResponse:
    found = personal_shelves(
        person_id=actor_of(request).person_id,
        token="",
        language=params.told_in,
        currency=params.counted_in,
        place=params.place,
        now=clock.now(),
        limit=params.limit,
    )
    return JsonResponse(
        {
            "is_personal": found.is_personal,
            "for_you": [_recommended(one) for one in found.for_you],
            "popular": [_recommended(one) for one in found.popular],
        }
    )


@router.get("/products/compare", response=ComparedList, summary="Products side by side")
@audience.public
def compare_products(request: HttpRequest, params: Query[CompareParams]) -> HttpResponse:
    wanted = [one for one in params.ids.split(",") if one]
    if len(wanted) > MOST_COMPARED:
        raise InvalidInput({"ids": "too_large"})
    language = params.told_in
    found = compare(
        product_ids=wanted, language=language, currency=params.counted_in, place=params.place
    )
    body = {"items": [_compared(one) for one in found], "differs": _differing(found)}
    return answer(request, body, language=language, max_age=FRESH_SECONDS)


@router.get(
    "/products/{product_id}/similar",
    response=SimilarShape,
    summary="What is bought with it, and what is like it",
)
@audience.public
def similar(request: HttpRequest, product_id: str, params: Query[ChosenParams]) -> HttpResponse:
    language = params.told_in
    found = goods_shelves(
        product_ids=[product_id],
        language=language,
        currency=params.counted_in,
        place=params.place,
        now=clock.now(),
        limit=params.limit,
    )
    body = {
        "together": [_recommended(one) for one in found.together],
        "similar": [_recommended(one) for one in found.similar],
    }
    return answer(request, body, language=language, max_age=FRESH_SECONDS)


@router.get(
    "/products/{product_id}/sellers",
    response=SellerOfferList,
    summary="The very same thing from other sellers, brought to the door",
)
@audience.public
def sellers(request: HttpRequest, product_id: str, params: Query[PlacedParams]) -> HttpResponse:
    offers = other_sellers(
        product_id=product_id,
        gtins=gtins_of(product_id=product_id),
        currency=params.counted_in,
        place=params.place,
        now=clock.now(),
    )
    body = {"items": [_offer(one) for one in offers]}
    return answer(request, body, language=params.told_in, max_age=FRESH_SECONDS)


def _recommended(one: Recommended) -> dict[str, Any]:
    is_there = one.why == "popular" and one.about
    return {
        "product": card_json(one.card),
        "reason": one.why.value,
        "sentence": sentence(one.why, one.about, country_name(one.about) if is_there else ""),
        "about": one.about,
    }


def _offer(one: SellerOffer) -> dict[str, Any]:
    return {
        "store": {"id": one.store_id, "slug": one.store_slug, "name": one.store_name},
        "product_id": one.product_id,
        "product_slug": one.product_slug,
        "variant_id": one.variant_id,
        "price": money(one.price),
        "is_converted": one.is_converted,
        "delivery": money(one.delivery),
        "to_the_door": money(one.to_the_door),
        "arrives_from": one.arrives_from,
        "arrives_until": one.arrives_until,
    }


def _compared(one: Compared) -> dict[str, Any]:
    product = one.product
    store = product.store
    return {
        "id": product.public_id,
        "slug": product.slug,
        "title": product.title,
        "brand": product.brand,
        "store": {"id": store.public_id, "slug": store.slug, "name": store.name},
        "price": amount_or_none(one.price),
        "to_the_door": amount_or_none(one.to_the_door),
        "arrives_until": one.arrives_until,
        "in_stock": one.is_in_stock,
        "attributes": [
            {"code": fact.code, "label": fact.label, "unit": fact.unit, "value": fact.value}
            for fact in product.attributes
        ],
    }


def _differing(found: list[Compared]) -> list[str]:
    told = [{fact.code: fact.value for fact in one.product.attributes} for one in found]
    codes = dict.fromkeys(code for facts in told for code in facts)
    return [code for code in codes if any(facts.get(code) != told[0].get(code) for facts in told)]
