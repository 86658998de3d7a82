"""One change for many of a store's products: planned, done, taken back."""

from __future__ import annotations

from typing import Any

from ninja import Field, Path, Router, Schema
from ninja.decorators import decorate_view

from tradewind.flows.change_products import (
    MOST_PRODUCTS,
    Change,
    ChangeKind,
    Plan,
    carry_out,
    plan_change,
    take_back,
)
from tradewind.kernel.errors import NotAllowed
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()

_NEEDS = {
    ChangeKind.PRICE_PERCENT: "prices.change",
    ChangeKind.PRICE_AMOUNT: "prices.change",
    ChangeKind.LOW_AT: "stock.change",
}


class BulkIn(Schema):
    """`value` is a signed percentage, a signed amount in major units of the store's currency, a
    category's id, a tax category, a tag, or pieces."""

    products: list[str] = Field(min_length=1, max_length=MOST_PRODUCTS)
    kind: ChangeKind
    value: str = Field("", max_length=40, examples=["-10"])


class AgreedBulkIn(BulkIn):
    mark: str = Field(max_length=40, description="Of the plan that was agreed to")


class PlannedValueShape(Schema):
    product_id: str
    title: str
    detail: str
    before: Any
    after: Any


class BulkPlanShape(Schema):
    """`faults` are products left out, and why; amounts are pairs of minor units: the price and
    the former price."""

    mark: str
    rows: list[PlannedValueShape]
    faults: dict[str, str]


class BulkDoneShape(Schema):
    """`left` values were changed by somebody since, and stay."""

    change_id: str
    changed: int
    left: int


@router.post("/changes/plan", response=BulkPlanShape, summary="What a change would make of many")
@audience.store("products.change")
def plan(request: audience.StoreRequest, store: Path[str], body: BulkIn) -> JsonResponse:
    found = plan_change(
        store_id=request.store.pk, product_ids=body.products, change=_change(request, body)
    )
    return JsonResponse(_plan(found))


@router.post("/changes", response=BulkDoneShape, summary="Do what was planned, all or none")
@decorate_view(idempotent)
@audience.store("products.change")
def carry(request: audience.StoreRequest, store: Path[str], body: AgreedBulkIn) -> JsonResponse:
    """409 `bulk_plan_outdated` when it would do anything else by now."""
    done = carry_out(
        store_id=request.store.pk,
        product_ids=body.products,
        change=_change(request, body),
        mark=body.mark,
        actor=_actor(request),
    )
    return JsonResponse({"change_id": done.change_id, "changed": done.changed, "left": done.left})


@router.delete("/changes/{change_id}", response=BulkDoneShape, summary="Take it back")
@decorate_view(idempotent)
@audience.store("products.change")
def undo(request: audience.StoreRequest, store: Path[str], change_id: str) -> JsonResponse:
    done = take_back(store_id=request.store.pk, change_id=change_id, actor=_actor(request))
    return JsonResponse({"change_id": done.change_id, "changed": done.changed, "left": done.left})


def _change(request: audience.StoreRequest, body: BulkIn) -> Change:
    needed = _NEEDS.get(body.kind, "")
    if needed and needed not in request.store_access.permissions:
        raise NotAllowed(permission=needed)
    return Change(body.kind, body.value)


def _plan(found: Plan) -> dict[str, Any]:
    rows = [
        {name: getattr(row, name) for name in PlannedValueShape.model_fields} for row in found.rows
    ]
    return {"mark": found.mark, "rows": rows, "faults": dict(found.faults)}


def _actor(request: audience.StoreRequest) -> str:
    return actor_of(request).person_public_id or ""
