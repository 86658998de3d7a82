"""A store's promotions: what they say, their codes, whose wallets they are in, what came of them."""

from __future__ import annotations

from typing import Any

from ninja import Field, Path, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.promotion_shapes import (
    PromotionIn,
    PromotionPage,
    PromotionShape,
    promotion_json,
    words_of,
)
from tradewind.api.shapes import Amount
from tradewind.domains.promotions import operations, queries
from tradewind.domains.promotions.models import Code
from tradewind.domains.promotions.operations import Audience
from tradewind.domains.promotions.queries.figures import Sums
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse, money
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.idempotency import idempotent

router = Router()


class PromotionFilter(PageParams):
    state: str = Field("", pattern="^(draft|live|paused|ended)?$")


class PromotionCodeIn(Schema):
    text: str = Field(max_length=40)
    limit: int | None = Field(None, ge=1, le=2_000_000_000)


class PromotionCodeShape(Schema):
    text: str
    limit: int | None
    used: int


class PromotionCodeList(Schema):
    items: list[PromotionCodeShape]


class BatchIn(Schema):
    count: int = Field(ge=1, le=20_000)
    prefix: str = Field("", max_length=20)


class BatchShape(Schema):
    made: int


class GiftIn(Schema):
    """Customers with at least `orders` orders, silent for `quiet_days`, of `emails`, as far as given."""

    orders: int = Field(1, ge=1)
    quiet_days: int | None = Field(None, ge=1, le=3_650)
    emails: list[str] | None = Field(None, max_length=1_000)
    tell: bool = True


class GiftShape(Schema):
    given: int


class SumsShape(Schema):
    """In one currency, refunds taken off: `orders` that kept something of what was bought, `units` it
    made cheaper, the `discount` it gave, and the `revenue` of those orders."""

    orders: int
    units: int
    discount: Amount
    revenue: Amount
    refunded: Amount
    average_order: Amount


class DayShape(SumsShape):
    day: str = Field(examples=["2026-11-20"])


class ResultsShape(Schema):
    uses: int
    held: int
    buyers: int
    discounts: list[Amount]
    codes: int
    in_wallets: int
    totals: list[SumsShape] = Field(description="One for each currency it was used in")
    days: list[DayShape] = Field(description="The last days with sales, the latest first")


@router.get("", response=PromotionPage, summary="Promotions, the latest first")
@audience.store("promotions.change")
def list_all(
    request: audience.StoreRequest, store: Path[str], params: Query[PromotionFilter]
) -> JsonResponse:
    page = queries.list_promotions(
        store_id=request.store.pk,
        state=params.state,
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, promotion_json))


@router.post("", response={201: PromotionShape}, summary="Draft a promotion")
@decorate_view(idempotent)
@audience.store("promotions.change")
def create(request: audience.StoreRequest, store: Path[str], body: PromotionIn) -> JsonResponse:
    row = operations.create(
        store_id=request.store.pk,
        said=words_of(body, request.store.pk),
        actor=_actor(request),
    )
    return JsonResponse(promotion_json(row), status=201)


@router.get("/{promotion_id}", response=PromotionShape, summary="One promotion")
@audience.store("promotions.change")
def read(request: audience.StoreRequest, store: Path[str], promotion_id: str) -> JsonResponse:
    row = queries.get_promotion(store_id=request.store.pk, promotion_id=promotion_id)
    return JsonResponse(promotion_json(row))


@router.put("/{promotion_id}", response=PromotionShape, summary="Say it anew")
@decorate_view(idempotent)
@audience.store("promotions.change")
def change(
    request: audience.StoreRequest, store: Path[str], promotion_id: str, body: PromotionIn
) -> JsonResponse:
    row = operations.change(
        store_id=request.store.pk,
        promotion_id=promotion_id,
        said=words_of(body, request.store.pk),
        actor=_actor(request),
    )
    return JsonResponse(promotion_json(row))


@router.post("/{promotion_id}/publication", response=PromotionShape, summary="Run it")
@decorate_view(idempotent)
@audience.store("promotions.change")
def publish(request: audience.StoreRequest, store: Path[str], promotion_id: str) -> JsonResponse:
    row = operations.publish_promotion(
        store_id=request.store.pk, promotion_id=promotion_id, actor=_actor(request)
    )
    return JsonResponse(promotion_json(row))


@router.post("/{promotion_id}/pause", response=PromotionShape, summary="Stop it for a while")
@decorate_view(idempotent)
@audience.store("promotions.change")
def pause(request: audience.StoreRequest, store: Path[str], promotion_id: str) -> JsonResponse:
    row = operations.pause_promotion(
        store_id=request.store.pk, promotion_id=promotion_id, actor=_actor(request)
    )
    return JsonResponse(promotion_json(row))


@router.post("/{promotion_id}/end", response=PromotionShape, summary="Stop it for good")
@decorate_view(idempotent)
@audience.store("promotions.change")
def end(request: audience.StoreRequest, store: Path[str], promotion_id: str) -> JsonResponse:
    row = operations.end_promotion(
        store_id=request.store.pk, promotion_id=promotion_id, actor=_actor(request)
    )
    return JsonResponse(promotion_json(row))


@router.get(
    "/{promotion_id}/codes", response=PromotionCodeList, summary="Its codes, shared ones first"
)
@audience.store("promotions.change")
def codes(request: audience.StoreRequest, store: Path[str], promotion_id: str) -> JsonResponse:
    row = queries.get_promotion(store_id=request.store.pk, promotion_id=promotion_id)
    found = queries.list_codes(promotion=row, limit=operations.MOST_AT_ONCE)
    return JsonResponse({"items": [_code(code) for code in found]})


@router.post(
    "/{promotion_id}/codes", response={201: PromotionCodeShape}, summary="A code for everybody"
)
@decorate_view(idempotent)
@audience.store("promotions.change")
def add_code(
    request: audience.StoreRequest, store: Path[str], promotion_id: str, body: PromotionCodeIn
) -> JsonResponse:
    code = operations.add_code(
        store_id=request.store.pk,
        promotion_id=promotion_id,
        actor=_actor(request),
        **body.dict(),
    )
    return JsonResponse(_code(code), status=201)


@router.post(
    "/{promotion_id}/codes/batch", response={201: BatchShape}, summary="Codes of one use each"
)
@decorate_view(idempotent)
@audience.store("promotions.change")
def generate_codes(
    request: audience.StoreRequest, store: Path[str], promotion_id: str, body: BatchIn
) -> JsonResponse:
    made = operations.generate_codes(
        store_id=request.store.pk,
        promotion_id=promotion_id,
        actor=_actor(request),
        **body.dict(),
    )
    return JsonResponse({"made": made}, status=201)


@router.post("/{promotion_id}/gifts", response={201: GiftShape}, summary="Put it into wallets")
@decorate_view(idempotent)
@audience.store("promotions.change")
def give(
    request: audience.StoreRequest, store: Path[str], promotion_id: str, body: GiftIn
) -> JsonResponse:
    given = operations.give(
        store_id=request.store.pk,
        promotion_id=promotion_id,
        to=Audience(orders=body.orders, quiet_days=body.quiet_days, emails=body.emails),
        actor=_actor(request),
        tell=body.tell,
    )
    return JsonResponse({"given": given}, status=201)


@router.get("/{promotion_id}/results", response=ResultsShape, summary="What came of it")
@audience.store("promotions.change")
def results(request: audience.StoreRequest, store: Path[str], promotion_id: str) -> JsonResponse:
    row = queries.get_promotion(store_id=request.store.pk, promotion_id=promotion_id)
    found = queries.results_of(promotion=row)
    figures = queries.figures_of(promotion=row)
    return JsonResponse(
        {
            "uses": found.uses,
            "held": found.held,
            "buyers": found.buyers,
            "discounts": [money(amount) for amount in found.discounts],
            "codes": found.codes,
            "in_wallets": found.in_wallets,
            "totals": [_sums(sums) for sums in figures.totals],
            "days": [{"day": one.day, **_sums(one.sums)} for one in figures.days],
        }
    )


def _actor(request: audience.StoreRequest) -> str:
    return actor_of(request).person_public_id or ""


def _sums(sums: Sums) -> dict[str, Any]:
    return {
        "orders": sums.orders,
        "units": sums.units,
        "discount": money(sums.discount),
        "revenue": money(sums.revenue),
        "refunded": money(sums.refunded),
        "average_order": money(sums.average),
    }


def _code(code: Code) -> dict[str, Any]:
    return {"text": code.text, "limit": code.limit, "used": code.used}
