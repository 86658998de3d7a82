"""What a store says to customs."""

from __future__ import annotations

from typing import Any

from ninja import Field, Path, Router, Schema
from ninja.decorators import decorate_view

from tradewind.domains.duties import operations, queries
from tradewind.domains.duties.models import CustomsFacts
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()


class DutyTermsShape(Schema):
    """Countries whose duties the store pays and charges with the order (DDP); elsewhere shoppers
    pay at the border (DAP)."""

    paid_for: list[str] = Field(max_length=250)


class CustomsIn(Schema):
    hs: str = Field(max_length=14, examples=["6109.10"])
    origin: str = Field("", pattern="^([A-Z]{2})?$")
    product_id: str = Field("", max_length=40)
    category: str = Field("", max_length=80, description="A slug, instead of a product")


class CustomsShape(Schema):
    id: int
    hs: str
    origin: str
    product_id: str | None
    category: str | None


class CustomsList(Schema):
    items: list[CustomsShape]


@router.get("/duties", response=DutyTermsShape, summary="Where the store pays duties")
@audience.store("delivery.change")
def terms(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    return JsonResponse({"paid_for": queries.paid_for(store_id=request.store.pk)})


@router.put("/duties", response=DutyTermsShape, summary="Pay duties there")
@decorate_view(idempotent)
@audience.store("delivery.change")
def set_terms(
    request: audience.StoreRequest, store: Path[str], body: DutyTermsShape
) -> JsonResponse:
    operations.set_paid_for(
        store_id=request.store.pk, countries=body.paid_for, actor=_actor(request)
    )
    return terms(request, store)


@router.get("/customs", response=CustomsList, summary="HS numbers and origins")
@audience.store("delivery.change")
def customs(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    found = queries.list_customs(store_id=request.store.pk)
    return JsonResponse({"items": [_customs(row) for row in found]})


@router.post("/customs", response={201: CustomsList}, summary="Tell them of a product or category")
@decorate_view(idempotent)
@audience.store("delivery.change")
def set_customs(request: audience.StoreRequest, store: Path[str], body: CustomsIn) -> JsonResponse:
    operations.set_customs(
        store_id=request.store.pk,
        hs=body.hs,
        origin=body.origin,
        product=body.product_id,
        category=body.category,
        actor=_actor(request),
    )
    answer = customs(request, store)
    answer.status_code = 201
    return answer


@router.delete("/customs/{customs_id}", response=CustomsList, summary="Forget one")
@decorate_view(idempotent)
@audience.store("delivery.change")
def forget(request: audience.StoreRequest, store: Path[str], customs_id: int) -> JsonResponse:
    operations.forget_customs(store_id=request.store.pk, row_id=customs_id, actor=_actor(request))
    return customs(request, store)


def _actor(request: audience.StoreRequest) -> str:
    return actor_of(request).person_public_id or ""


def _customs(row: CustomsFacts) -> dict[str, Any]:
    return {
        "id": row.pk,
        "hs": row.hs,
        "origin": row.origin,
        "product_id": row.product.public_id if row.product else None,
        "category": row.category.slug if row.category else None,
    }
