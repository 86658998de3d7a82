"""What a store is asked a price for, and its offers."""

from __future__ import annotations

from datetime import datetime

from ninja import Field, Path, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.quotation_shapes import (
    QuotationPage,
    QuotationShape,
    SayIn,
    brief_json,
    quotation_json,
)
from tradewind.domains.quotations import operations, queries
from tradewind.domains.quotations.models import Side
from tradewind.domains.quotations.operations import Answered
from tradewind.domains.quotations.rules import MOST_LINES, MOST_PIECES
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.idempotency import idempotent

router = Router()


class QuotationFilter(PageParams):
    view: str = Field("", pattern="^(waiting)?$", description="waiting: for the store to answer")


class PricedLine(Schema):
    variant_id: str = Field(max_length=40)
    quantity: int = Field(ge=1, le=MOST_PIECES)
    unit: str = Field(max_length=20, description="Major units of the request's currency")


class OfferIn(Schema):
    """`delivery` left out leaves it to the store's own fees; with `keeps_stock` the pieces are set
    aside until `valid_until`."""

    lines: list[PricedLine] = Field(min_length=1, max_length=MOST_LINES)
    delivery: str | None = Field(None, max_length=20)
    valid_until: datetime
    note: str = Field("", max_length=2_000)
    keeps_stock: bool = False


@router.get("", response=QuotationPage, summary="Requests for a price, the latest first")
@audience.store("quotations.answer")
def list_all(
    request: audience.StoreRequest, store: Path[str], params: Query[QuotationFilter]
) -> JsonResponse:
    page = queries.list_of_store(
        store_id=request.store.pk,
        view=params.view,
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, brief_json))


@router.get("/{quotation_id}", response=QuotationShape, summary="One request and its offers")
@audience.store("quotations.answer")
def read(request: audience.StoreRequest, store: Path[str], quotation_id: str) -> JsonResponse:
    return _answer(request, quotation_id)


@router.post("/{quotation_id}/offers", response={201: QuotationShape}, summary="Make an offer")
@decorate_view(idempotent)
@audience.store("quotations.answer")
def offer(
    request: audience.StoreRequest, store: Path[str], quotation_id: str, body: OfferIn
) -> JsonResponse:
    """The next version. 409 `quotation_closed`, `stock_short`."""
    row = queries.get_of_store(store_id=request.store.pk, quotation_id=quotation_id)
    operations.answer(
        store_id=request.store.pk,
        quotation_id=quotation_id,
        said=Answered(
            lines={
                line.variant_id: (line.quantity, Money.of(line.unit, row.currency))
                for line in body.lines
            },
            delivery=None if body.delivery is None else Money.of(body.delivery, row.currency),
            valid_until=body.valid_until,
            note=body.note,
            keeps_stock=body.keeps_stock,
        ),
        actor=actor_of(request).person_public_id or "",
    )
    return _answer(request, quotation_id, status=201)


@router.post("/{quotation_id}/messages", response=QuotationShape, summary="Write to the shopper")
@decorate_view(idempotent)
@audience.store("quotations.answer")
def say(
    request: audience.StoreRequest, store: Path[str], quotation_id: str, body: SayIn
) -> JsonResponse:
    operations.say(
        text=body.text, by=Side.SELLER, quotation_id=quotation_id, store_id=request.store.pk
    )
    return _answer(request, quotation_id)


@router.post("/{quotation_id}/refusal", response=QuotationShape, summary="Offer nothing")
@decorate_view(idempotent)
@audience.store("quotations.answer")
def refuse(request: audience.StoreRequest, store: Path[str], quotation_id: str) -> JsonResponse:
    operations.decline(by=Side.SELLER, quotation_id=quotation_id, store_id=request.store.pk)
    return _answer(request, quotation_id)


def _answer(
    request: audience.StoreRequest, quotation_id: str, *, status: int = 200
) -> JsonResponse:
    row = queries.get_of_store(store_id=request.store.pk, quotation_id=quotation_id)
    return JsonResponse(quotation_json(row), status=status)
