"""What the mall's office does: looks at new products, pays its stores."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.shapes import Amount
from tradewind.api.store_statement import PayoutList, PayoutShape, payout_json
from tradewind.domains.catalogue import operations, queries
from tradewind.domains.catalogue.models import Inspection
from tradewind.domains.catalogue.queries import InspectionRow
from tradewind.domains.ledger.paying_out import record_payout, take_payout_back
from tradewind.domains.ledger.statements import list_payouts, owed_to_stores
from tradewind.domains.stores.queries import get_store_by_id, public_ids
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse, money
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.idempotency import idempotent

router = Router()


class ModerationShape(Schema):
    """Whether the mall looks at new products before they are sold."""

    look_first: bool


class InspectionShape(Schema):
    product_id: str
    title: str
    brand: str
    store_id: str
    store_name: str
    verdict: str
    reason: str
    asked_at: str
    decided_at: str | None
    refusals: list[str]


class InspectionPage(Schema):
    items: list[InspectionShape]
    next_cursor: str | None


class InspectionParams(PageParams):
    verdict: Inspection.Verdict = Inspection.Verdict.WAITING


class RefusalIn(Schema):
    reason: str = Field(max_length=500, description="Its store reads it")


class DecidedShape(Schema):
    product_id: str
    status: str


class OwedShape(Schema):
    store_id: str
    amount: Amount


class OwedList(Schema):
    items: list[OwedShape]


class PayoutIn(Schema):
    store_id: str = Field(max_length=40)
    amount: str = Field(max_length=20, description="Major units", examples=["120.00"])
    currency: str = Field(pattern="^[A-Z]{3}$")
    paid_on: date
    reference: str = Field("", max_length=60, description="The bank's; once for each store")
    note: str = Field("", max_length=200)


@router.get("/moderation", response=ModerationShape, summary="Are new products looked at first")
@audience.mall("mall.view")
def read_moderation(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"look_first": queries.looks_first()})


@router.put("/moderation", response=ModerationShape, summary="Look at new products first, or not")
@decorate_view(idempotent)
@audience.mall("products.approve")
def set_moderation(request: HttpRequest, body: ModerationShape) -> JsonResponse:
    rule = operations.set_moderation(look_first=body.look_first, actor=_actor(request))
    return JsonResponse({"look_first": rule.look_first})


@router.get("/inspections", response=InspectionPage, summary="What waits, or what was decided")
@audience.mall("mall.view")
def list_inspections(request: HttpRequest, params: Query[InspectionParams]) -> JsonResponse:
    page = queries.list_inspections(
        verdict=params.verdict.value, cursor=params.cursor or "", limit=params.limit
    )
    return JsonResponse(page_json(page, _inspection))


@router.post("/inspections/{product_id}/approval", response=DecidedShape, summary="Let it be sold")
@decorate_view(idempotent)
@audience.mall("products.approve")
def approve(request: HttpRequest, product_id: str) -> JsonResponse:
    product = operations.approve_product(product_id=product_id, actor=_actor(request))
    return JsonResponse({"product_id": product_id, "status": product.status})


@router.post(
    "/inspections/{product_id}/refusal", response=DecidedShape, summary="Refuse it and say why"
)
@decorate_view(idempotent)
@audience.mall("products.approve")
def refuse(request: HttpRequest, product_id: str, body: RefusalIn) -> JsonResponse:
    product = operations.refuse_product(
        product_id=product_id, reason=body.reason, actor=_actor(request)
    )
    return JsonResponse({"product_id": product_id, "status": product.status})


@router.get("/owed", response=OwedList, summary="What the mall owes its stores")
@audience.mall("money.view")
def read_owed(request: HttpRequest) -> JsonResponse:
    owed = owed_to_stores()
    names = public_ids(store_ids={store_id for store_id, _amount in owed})
    items = [{"store_id": names[store_id], "amount": money(amount)} for store_id, amount in owed]
    return JsonResponse({"items": items})


@router.get("/payouts", response=PayoutList, summary="What the mall paid its stores")
@audience.mall("money.view")
def read_payouts(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"items": [payout_json(payout) for payout in list_payouts()]})


@router.post("/payouts", response={201: PayoutShape}, summary="Record that the bank paid a store")
@decorate_view(idempotent)
@audience.mall("money.pay")
def pay(request: HttpRequest, body: PayoutIn) -> JsonResponse:
    payout = record_payout(
        store_id=get_store_by_id(public_id=body.store_id).pk,
        amount=Money.of(body.amount, body.currency),
        paid_on=body.paid_on,
        reference=body.reference,
        note=body.note,
        actor=_actor(request),
    )
    return JsonResponse(payout_json(payout), status=201)


@router.post(
    "/payouts/{payout_id}/removal", response=PayoutShape, summary="The money never arrived"
)
@decorate_view(idempotent)
@audience.mall("money.pay")
def take_back(request: HttpRequest, payout_id: str) -> JsonResponse:
    payout = take_payout_back(payout_id=payout_id, actor=_actor(request))
    return JsonResponse(payout_json(payout))


def _actor(request: HttpRequest) -> str:
    return actor_of(request).person_public_id or ""


def _inspection(row: InspectionRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in InspectionShape.model_fields}
