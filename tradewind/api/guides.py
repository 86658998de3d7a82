"""Tables of sizes and shades: read by anybody, written by their store; and which size fits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Path, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.reader import ReaderParams
from tradewind.domains.discovery.queries import get_live_product
from tradewind.domains.guides import operations, queries
from tradewind.domains.guides.models import Guide
from tradewind.domains.guides.operations import GuideWords
from tradewind.domains.guides.queries import NO_GUIDES, GuideFacts, ProductGuides
from tradewind.domains.guides.rules import MEASURES, find_size, table_of
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()
store_router = Router()

_LEAST_MM, _MOST_MM = 50, 2_500


class SizeShape(Schema):
    """`ranges` of the body: measure → least and most, in millimetres."""

    label: str
    ranges: dict[str, list[int]]


class ShadeShape(Schema):
    label: str
    colour: str = Field(examples=["#c98a7a"])
    undertone: str = Field(description="cool, neutral, warm or empty")


class GuideShape(Schema):
    id: str
    kind: str
    title: str
    how: str
    sizes: list[SizeShape]
    shades: list[ShadeShape]


class ProductGuidesShape(Schema):
    size: GuideShape | None
    shade: GuideShape | None


class BodyIn(Schema):
    measures: dict[str, int] = Field(
        min_length=1, max_length=len(MEASURES), description="Millimetres", examples=[{"chest": 940}]
    )


class ReasonShape(Schema):
    """`off` is 0 within, above 0 where the size is too tight by that much, below 0 too wide."""

    measure: str
    body: int
    least: int
    most: int
    off: int


class FitShape(Schema):
    """`fits` is false where even the nearest size misses a measure by more than 40 mm."""

    size: str
    fits: bool
    reasons: list[ReasonShape]


class GuideIn(Schema):
    """`table`: for sizes a heading of measures and a line a size (``size; chest`` / ``M; 92-97``) in
    `unit`, for shades a line each (``Rose, #c98a7a, cool``). About a product, or a category (slug)
    and a brand, or nothing: all the store sells."""

    title: str = Field(max_length=80)
    table: str = Field(max_length=20_000)
    unit: str = Field("cm", description="cm or in")
    how: str = Field("", max_length=2_000)
    product_id: str = Field("", max_length=40)
    category: str = Field("", max_length=80)
    brand: str = Field("", max_length=80)


class NewGuideIn(GuideIn):
    kind: str = Field(description="size or shade")


class OwnGuideShape(GuideShape):
    """With `table` as it can be sent again, lengths in cm."""

    table: str
    product_id: str | None
    category: str | None
    brand: str


class OwnGuideList(Schema):
    items: list[OwnGuideShape]


@router.get(
    "/products/{product_id}/guides", response=ProductGuidesShape, summary="Sizes and shades"
)
@audience.public
def read(request: HttpRequest, product_id: str, params: Query[ReaderParams]) -> JsonResponse:
    found = _guides(product_id, params)
    return JsonResponse(
        {
            "size": _guide(found.size) if found.size else None,
            "shade": _guide(found.shade) if found.shade else None,
        }
    )


@router.post("/products/{product_id}/size", response=FitShape, summary="Which size fits")
@audience.public
def fit(
    request: HttpRequest, product_id: str, params: Query[ReaderParams], body: BodyIn
) -> JsonResponse:
    """A POST, so that a body stands in no address and no log; nothing is kept."""
    if not set(body.measures) <= set(MEASURES) or any(
        not _LEAST_MM <= length <= _MOST_MM for length in body.measures.values()
    ):
        raise InvalidInput({"measures": "invalid"})
    guide = _guides(product_id, params).size
    found = find_size(guide.sizes, body.measures) if guide else None
    if found is None:
        raise NotFound(id=product_id)
    return JsonResponse(
        {
            "size": found.label,
            "fits": found.fits,
            "reasons": [
                {
                    "measure": one.measure,
                    "body": one.body,
                    "least": one.least,
                    "most": one.most,
                    "off": one.off,
                }
                for one in found.reasons
            ],
        }
    )


@store_router.get("/guides", response=OwnGuideList, summary="A store's guides")
@audience.store("products.view")
def guides(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    rows = queries.list_guides(store_id=request.store.pk)
    return JsonResponse({"items": [_own(row) for row in rows]})


@store_router.post("/guides", response={201: OwnGuideShape}, summary="Write a guide")
@decorate_view(idempotent)
@audience.store("products.change")
def write(request: audience.StoreRequest, store: Path[str], body: NewGuideIn) -> JsonResponse:
    row = operations.write_guide(
        store_id=request.store.pk, kind=body.kind, words=_words(body), actor=_actor(request)
    )
    return JsonResponse(_own(row), status=201)


@store_router.put("/guides/{guide_id}", response=OwnGuideShape, summary="Say it otherwise")
@decorate_view(idempotent)
@audience.store("products.change")
def change(
    request: audience.StoreRequest, store: Path[str], guide_id: str, body: GuideIn
) -> JsonResponse:
    row = operations.change_guide(
        store_id=request.store.pk, guide_id=guide_id, words=_words(body), actor=_actor(request)
    )
    return JsonResponse(_own(row))


@store_router.delete("/guides/{guide_id}", response=OwnGuideList, summary="Drop a guide")
@decorate_view(idempotent)
@audience.store("products.change")
def remove(request: audience.StoreRequest, store: Path[str], guide_id: str) -> JsonResponse:
    operations.remove_guide(store_id=request.store.pk, guide_id=guide_id, actor=_actor(request))
    return guides(request, store)


def _guides(product_id: str, params: ReaderParams) -> ProductGuides:
    facts, live = get_live_product(
        product_id=product_id,
        language=params.told_in,
        currency=params.counted_in,
        now=clock.now(),
    )
    if not live.has_guides:
        return NO_GUIDES
    return queries.guides_of(
        store_id=facts.store.store_id,
        product_id=facts.public_id,
        brand=facts.brand,
        category_ids=[node.category_id for node in facts.breadcrumbs],
    )


def _words(body: GuideIn) -> GuideWords:
    return GuideWords(
        title=body.title,
        table=body.table,
        unit=body.unit,
        how=body.how,
        product=body.product_id,
        category=body.category,
        brand=body.brand,
    )


def _actor(request: audience.StoreRequest) -> str:
    return actor_of(request).person_public_id or ""


def _guide(guide: GuideFacts) -> dict[str, Any]:
    return {
        "id": guide.public_id,
        "kind": guide.kind,
        "title": guide.title,
        "how": guide.how,
        "sizes": [
            {
                "label": row.label,
                "ranges": {name: list(ends) for name, ends in row.ranges.items()},
            }
            for row in guide.sizes
        ],
        "shades": [
            {"label": row.label, "colour": row.colour, "undertone": row.undertone}
            for row in guide.shades
        ],
    }


def _own(row: Guide) -> dict[str, Any]:
    return {
        **_guide(queries.facts_of(row)),
        "table": table_of(row.kind, row.rows),
        "product_id": row.product.public_id if row.product else None,
        "category": row.category.slug if row.category else None,
        "brand": row.brand,
    }
