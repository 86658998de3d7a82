"""Where things are sold: a store's rules, and word for a shopper who waits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.availability import operations, queries
from tradewind.domains.availability.models import SaleRestriction
from tradewind.domains.availability.rules import Kind
from tradewind.kernel.place import Place
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

store_router = Router()
router = Router()


class RestrictionPlaces(Schema):
    places: list[str] = Field(min_length=1, max_length=250, examples=[["CA-BC", "US"]])
    reason: str = Field("", max_length=10, description="law, carriage, food, battery, licence")


class RestrictionIn(RestrictionPlaces):
    """About a product, one variant of it, a category (slug), or with none of them everything."""

    kind: Kind
    product_id: str = Field("", max_length=40)
    variant_id: str = Field("", max_length=40)
    category: str = Field("", max_length=80)


class RestrictionShape(Schema):
    id: str
    kind: str
    places: list[str]
    reason: str
    product_id: str | None
    variant_id: str | None
    category: str | None


class RestrictionList(Schema):
    items: list[RestrictionShape]


class WatchIn(Schema):
    email: str = Field(max_length=254)
    country: str = Field(pattern="^[A-Z]{2}$")
    region: str = Field("", max_length=6, pattern="^[A-Z0-9]*$")


class WatchShape(Schema):
    product_id: str
    country: str
    region: str


@store_router.get(
    "/restrictions", response=RestrictionList, summary="What is sold only or never where"
)
@audience.store("delivery.change")
def restrictions(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    found = queries.list_restrictions(store_id=request.store.pk)
    return JsonResponse({"items": [_restriction(rule) for rule in found]})


@store_router.post("/restrictions", response={201: RestrictionShape}, summary="Add such a rule")
@decorate_view(idempotent)
@audience.store("delivery.change")
def restrict(request: audience.StoreRequest, store: Path[str], body: RestrictionIn) -> JsonResponse:
    rule = operations.restrict(
        store_id=request.store.pk,
        kind=body.kind,
        places=body.places,
        reason=body.reason,
        product=body.product_id,
        variant=body.variant_id,
        category=body.category,
        actor=_actor(request),
    )
    return JsonResponse(_restriction(rule), status=201)


@store_router.put(
    "/restrictions/{restriction_id}", response=RestrictionShape, summary="Other places or reason"
)
@decorate_view(idempotent)
@audience.store("delivery.change")
def change_restriction(
    request: audience.StoreRequest, store: Path[str], restriction_id: str, body: RestrictionPlaces
) -> JsonResponse:
    operations.change_restriction(
        store_id=request.store.pk,
        restriction_id=restriction_id,
        places=body.places,
        reason=body.reason,
        actor=_actor(request),
    )
    rule = queries.get_restriction(store_id=request.store.pk, public_id=restriction_id)
    return JsonResponse(_restriction(rule))


@store_router.delete(
    "/restrictions/{restriction_id}", response=RestrictionList, summary="Drop a rule"
)
@decorate_view(idempotent)
@audience.store("delivery.change")
def lift(request: audience.StoreRequest, store: Path[str], restriction_id: str) -> JsonResponse:
    operations.lift(store_id=request.store.pk, restriction_id=restriction_id, actor=_actor(request))
    return restrictions(request, store)


@router.post(
    "/products/{product_id}/watches",
    response={201: WatchShape},
    summary="Tell an address once when the product is delivered to a place",
)
@decorate_view(idempotent)
@audience.public
def watch(request: HttpRequest, product_id: str, body: WatchIn) -> JsonResponse:
    operations.watch(
        product_id=product_id,
        place=Place(body.country, body.region),
        email=body.email,
        language=current(),
        person_id=actor_of(request).person_id,
    )
    told = {"product_id": product_id, "country": body.country, "region": body.region}
    return JsonResponse(told, status=201)


def _actor(request: audience.StoreRequest) -> str:
    return actor_of(request).person_public_id or ""


def _restriction(rule: SaleRestriction) -> dict[str, Any]:
    return {
        "id": rule.public_id,
        "kind": rule.kind,
        "places": rule.places,
        "reason": rule.reason,
        "product_id": rule.product.public_id if rule.product else None,
        "variant_id": rule.variant.public_id if rule.variant else None,
        "category": rule.category.slug if rule.category else None,
    }
