"""Exchange rates: what they are for everybody, and what the mall's office does with them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.pricing import rate_sheets
from tradewind.domains.pricing.models import RateImport
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()
mall_router = Router()


class RateShape(Schema):
    currency: str
    rate: str = Field(description="Units for one euro")


class RatesShape(Schema):
    """`missing` are currencies of the mall the newest sheet says nothing about."""

    day: str | None
    is_stale: bool
    markup_bp: int = Field(description="1/100 % on top when a price is told in another currency")
    rates: list[RateShape]
    missing: list[str]


class MarkupIn(Schema):
    markup_bp: int = Field(ge=0, le=rate_sheets.MOST_MARKUP_BP)


class SheetIn(Schema):
    xml: str = Field(max_length=1_000_000, description="As the European Central Bank writes it")


class RateImportShape(Schema):
    id: str
    source: str
    day: str | None
    rates: int
    failure: str
    at: str


class RateImportList(Schema):
    items: list[RateImportShape]


@router.get("/rates", response=RatesShape, summary="What a euro is worth, and how fresh that is")
@audience.public
def read(request: HttpRequest) -> JsonResponse:
    return JsonResponse(_status())


@mall_router.put("/rates/markup", response=RatesShape, summary="What the mall adds to a rate")
@decorate_view(idempotent)
@audience.mall("money.pay")
def set_markup(request: HttpRequest, body: MarkupIn) -> JsonResponse:
    rate_sheets.set_markup(markup_bp=body.markup_bp, actor=_actor(request))
    return JsonResponse(_status())


@mall_router.get(
    "/rates/imports", response=RateImportList, summary="The last sheets that were read"
)
@audience.mall("money.view")
def imports(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"items": [_import(row) for row in rate_sheets.list_imports()]})


@mall_router.post("/rates/imports", response={201: RateImportShape}, summary="Read a sheet")
@decorate_view(idempotent)
@audience.mall("money.pay")
def import_sheet(request: HttpRequest, body: SheetIn) -> JsonResponse:
    row = rate_sheets.import_sheet(content=body.xml.encode(), source="REST", actor=_actor(request))
    return JsonResponse(_import(row), status=201)


def _actor(request: HttpRequest) -> str:
    return actor_of(request).person_public_id or ""


def _status() -> dict[str, Any]:
    status = rate_sheets.rate_status()
    return {
        "day": status.newest,
        "is_stale": status.is_stale,
        "markup_bp": status.markup_bp,
        "rates": [
            {"currency": unit, "rate": f"{rate.normalize():f}"} for unit, rate in status.rates
        ],
        "missing": status.missing,
    }


def _import(row: RateImport) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "source": row.source,
        "day": row.day,
        "rates": row.rates,
        "failure": row.failure,
        "at": row.at,
    }
