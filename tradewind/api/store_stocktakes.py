"""Counting a store's locations: a sheet, what was found, agreeing to the differences."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ninja import Field, Path, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.inventory import operations
from tradewind.domains.inventory.models import Stocktake, StocktakeLine
from tradewind.domains.inventory.operations.stocktaking import MOST
from tradewind.domains.inventory.queries import find_by_codes, get_stocktake, list_stocktakes
from tradewind.domains.inventory.queries.stocktakes import StocktakeRow
from tradewind.kernel.errors import InvalidInput
from tradewind.platform import audit
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()


class StocktakeShape(Schema):
    """`lines` articles on the sheet, `counted` of them so far, `right` of those as the books said;
    `accuracy` is their share, null before anything was counted. `state`: open, booked, discarded."""

    id: str
    location: str
    state: str
    started_at: str
    ended_at: str | None
    lines: int
    counted: int
    right: int
    accuracy: str | None


class StocktakeList(Schema):
    items: list[StocktakeShape]


class SheetLineShape(Schema):
    """`expected` is what the books said when it was `counted`; both null until then."""

    variant_id: str
    sku: str
    title: str
    choices: list[str]
    expected: int | None
    counted: int | None


class SheetShape(StocktakeShape):
    sheet: list[SheetLineShape]


class StocktakeIn(Schema):
    location: str = Field(description="Id of a location")


class FoundIn(Schema):
    code: str = Field(min_length=1, max_length=64, description="SKU or bar code")
    pieces: int = Field(ge=0, le=MOST)


class CountsIn(Schema):
    found: list[FoundIn] = Field(min_length=1, max_length=1_000)


@router.get("", response=StocktakeList, summary="Stocktakes, newest first")
@audience.store("stock.view")
def list_all(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    rows = list_stocktakes(store_id=request.store.pk)
    return JsonResponse({"items": [_row(row) for row in rows]})


@router.post("", response={201: SheetShape}, summary="Begin, or go on where one is open")
@decorate_view(idempotent)
@audience.store("stock.change")
def start(request: audience.StoreRequest, store: Path[str], body: StocktakeIn) -> JsonResponse:
    made = operations.start_stocktake(
        store_id=request.store.pk, location_id=body.location, actor=_actor(request)
    )
    return _answer(request, made.public_id, status=201)


@router.get("/{stocktake_id}", response=SheetShape, summary="The sheet")
@audience.store("stock.view")
def read(request: audience.StoreRequest, store: Path[str], stocktake_id: str) -> JsonResponse:
    return _answer(request, stocktake_id)


@router.put("/{stocktake_id}/counts", response=SheetShape, summary="What was found")
@decorate_view(idempotent)
@audience.store("stock.change")
def write_counts(
    request: audience.StoreRequest, store: Path[str], stocktake_id: str, body: CountsIn
) -> JsonResponse:
    """Written down beside what the books say at this moment; nothing is booked yet."""
    known = find_by_codes(store_id=request.store.pk, codes=[row.code for row in body.found])
    get_stocktake(store_id=request.store.pk, stocktake_id=stocktake_id)
    faults = {
        f"found.{place}.code": "unknown"
        for place, row in enumerate(body.found)
        if row.code not in known
    }
    if faults:
        raise InvalidInput(faults)
    operations.write_counts(
        store_id=request.store.pk,
        stocktake_id=stocktake_id,
        counted={known[row.code]: row.pieces for row in body.found},
    )
    return _answer(request, stocktake_id)


@router.post("/{stocktake_id}/booking", response=SheetShape, summary="Agree to the differences")
@decorate_view(idempotent)
@audience.store("orders.cancel")
def book(request: audience.StoreRequest, store: Path[str], stocktake_id: str) -> JsonResponse:
    differed = operations.book_stocktake(
        store_id=request.store.pk, stocktake_id=stocktake_id, actor=_actor(request)
    )
    audit.record(
        actor=_actor(request),
        action="stock.stocktake",
        subject=stocktake_id,
        store_id=request.store.pk,
        changes={"differed": [None, differed]},
    )
    return _answer(request, stocktake_id)


@router.delete("/{stocktake_id}", response=SheetShape, summary="Book nothing of it")
@decorate_view(idempotent)
@audience.store("stock.change")
def discard(request: audience.StoreRequest, store: Path[str], stocktake_id: str) -> JsonResponse:
    operations.discard_stocktake(
        store_id=request.store.pk, stocktake_id=stocktake_id, actor=_actor(request)
    )
    return _answer(request, stocktake_id)


def _answer(
    request: audience.StoreRequest, stocktake_id: str, *, status: int = 200
) -> JsonResponse:
    found, lines = get_stocktake(store_id=request.store.pk, stocktake_id=stocktake_id)
    row = _summed(found, lines)
    return JsonResponse({**_row(row), "sheet": [_line(line) for line in lines]}, status=status)


def _summed(found: Stocktake, lines: Sequence[StocktakeLine]) -> StocktakeRow:
    counted = [line for line in lines if line.counted is not None]
    return StocktakeRow(
        found.public_id,
        found.location.name,
        found.state,
        found.started_at,
        found.ended_at,
        len(lines),
        len(counted),
        sum(line.counted == line.expected for line in counted),
    )


def _row(row: StocktakeRow) -> dict[str, Any]:
    plain = ("id", "location", "state", "started_at", "ended_at", "lines", "counted", "right")
    share: Decimal | None = row.accuracy
    return {
        **{name: getattr(row, name) for name in plain},
        "accuracy": None if share is None else f"{share:.4f}",
    }


def _line(line: StocktakeLine) -> dict[str, Any]:
    return {
        "variant_id": line.variant.public_id,
        "sku": line.variant.sku,
        "title": line.variant.product.title,
        "choices": list(line.variant.choices),
        "expected": line.expected,
        "counted": line.counted,
    }


def _actor(request: audience.StoreRequest) -> str:
    return actor_of(request).person_public_id or ""
