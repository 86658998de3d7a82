"""A store's own facts and places. Who works there and which programs stand in `store_people.py`."""

from __future__ import annotations

from typing import Any

from ninja import Field, Path, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.stores import operations, queries
from tradewind.domains.stores.models import Location, Market, Store
from tradewind.domains.stores.operations import StoreFacts
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()


class StoreShape(Schema):
    id: str
    slug: str
    name: str
    legal_name: str
    tagline: str
    story: str
    status: str
    email: str
    country: str
    region: str
    currency: str
    language: str
    time_zone: str
    prices_include_tax: bool
    commission_bp: int
    translations: dict[str, dict[str, str]]


class StoreIn(Schema):
    """What is left out stays as it is."""

    name: str | None = Field(None, max_length=80)
    legal_name: str | None = Field(None, max_length=120)
    tagline: str | None = Field(None, max_length=140)
    story: str | None = Field(None, max_length=5_000)
    email: str | None = Field(None, max_length=254)
    language: str | None = Field(None, max_length=12)
    time_zone: str | None = Field(None, max_length=40)
    translations: dict[str, dict[str, str]] | None = Field(None, max_length=20)


class LocationIn(Schema):
    name: str = Field(max_length=60)
    country: str = Field(pattern="^[A-Z]{2}$")
    region: str = Field("", max_length=6, pattern="^[A-Z0-9]*$")
    address: dict[str, str] = Field(default_factory=dict, max_length=20)
    position: int = Field(0, ge=0, le=32_767, description="Picking starts at the lowest")


class LocationChange(Schema):
    name: str | None = Field(None, max_length=60)
    address: dict[str, str] | None = Field(None, max_length=20)
    position: int | None = Field(None, ge=0, le=32_767)


class LocationShape(Schema):
    id: str
    name: str
    country: str
    region: str
    address: dict[str, str]
    position: int


class LocationList(Schema):
    items: list[LocationShape]


class MarketIn(Schema):
    currency: str = Field(pattern="^[A-Z]{3}$")
    language: str = Field(max_length=12)


class MarketShape(MarketIn):
    country: str


class MarketList(Schema):
    items: list[MarketShape]


@router.get("/settings", response=StoreShape, summary="The store as its owner sees it")
@audience.store("store.change")
def read(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    return JsonResponse(_store(request.store))


@router.patch("/settings", response=StoreShape, summary="Change what the store says about itself")
@decorate_view(idempotent)
@audience.store("store.change")
def change(request: audience.StoreRequest, store: Path[str], body: StoreIn) -> JsonResponse:
    changed = operations.change_store(
        store_id=request.store.pk, facts=StoreFacts(**body.dict()), actor=_actor(request)
    )
    return JsonResponse(_store(changed))


@router.get("/locations", response=LocationList, summary="Where goods lie, in order of picking")
@audience.store("stock.view")
def locations(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    found = queries.list_locations(store_id=request.store.pk)
    return JsonResponse({"items": [_location(location) for location in found]})


@router.post("/locations", response={201: LocationShape}, summary="Add a location")
@decorate_view(idempotent)
@audience.store("store.change")
def add_location(
    request: audience.StoreRequest, store: Path[str], body: LocationIn
) -> JsonResponse:
    location = operations.add_location(
        store_id=request.store.pk, actor=_actor(request), **body.dict()
    )
    return JsonResponse(_location(location), status=201)


@router.patch("/locations/{location_id}", response=LocationShape, summary="Change a location")
@decorate_view(idempotent)
@audience.store("store.change")
def change_location(
    request: audience.StoreRequest, store: Path[str], location_id: str, body: LocationChange
) -> JsonResponse:
    location = operations.change_location(
        store_id=request.store.pk,
        location_id=location_id,
        actor=_actor(request),
        **body.dict(),
    )
    return JsonResponse(_location(location))


@router.post(
    "/locations/{location_id}/archival", response=LocationList, summary="Use a location no more"
)
@decorate_view(idempotent)
@audience.store("store.change")
def archive_location(
    request: audience.StoreRequest, store: Path[str], location_id: str
) -> JsonResponse:
    operations.archive_location(
        store_id=request.store.pk, location_id=location_id, actor=_actor(request)
    )
    return locations(request, store)


@router.get("/markets", response=MarketList, summary="Countries the store sells in")
@audience.store("store.change")
def markets(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    found = queries.list_markets(store_id=request.store.pk)
    return JsonResponse({"items": [_market(market) for market in found]})


@router.post("/markets/{country}", response={201: MarketList}, summary="Sell in a country")
@decorate_view(idempotent)
@audience.store("store.change")
def add_market(
    request: audience.StoreRequest, store: Path[str], country: str, body: MarketIn
) -> JsonResponse:
    operations.add_market(
        store_id=request.store.pk, country=country, actor=_actor(request), **body.dict()
    )
    answer = markets(request, store)
    answer.status_code = 201
    return answer


@router.put("/markets/{country}", response=MarketList, summary="Change a country's terms")
@decorate_view(idempotent)
@audience.store("store.change")
def change_market(
    request: audience.StoreRequest, store: Path[str], country: str, body: MarketIn
) -> JsonResponse:
    operations.change_market(
        store_id=request.store.pk, country=country, actor=_actor(request), **body.dict()
    )
    return markets(request, store)


@router.delete("/markets/{country}", response=MarketList, summary="Sell in a country no more")
@decorate_view(idempotent)
@audience.store("store.change")
def remove_market(request: audience.StoreRequest, store: Path[str], country: str) -> JsonResponse:
    operations.remove_market(store_id=request.store.pk, country=country, actor=_actor(request))
    return markets(request, store)


def _actor(request: audience.StoreRequest) -> str:
    return actor_of(request).person_public_id or ""


def _store(store: Store) -> dict[str, Any]:
    return {
        "id": store.public_id,
        "slug": store.slug,
        "name": store.name,
        "legal_name": store.legal_name,
        "tagline": store.tagline,
        "story": store.story,
        "status": store.status,
        "email": store.email,
        "country": store.country,
        "region": store.region,
        "currency": store.currency,
        "language": store.language,
        "time_zone": store.time_zone,
        "prices_include_tax": store.prices_include_tax,
        "commission_bp": store.commission_bp,
        "translations": store.translations,
    }


def _location(location: Location) -> dict[str, Any]:
    return {
        "id": location.public_id,
        "name": location.name,
        "country": location.country,
        "region": location.region,
        "address": location.address,
        "position": location.position,
    }


def _market(market: Market) -> dict[str, Any]:
    return {
        "country": market.country,
        "currency": market.currency,
        "language": market.language,
    }
