"""The mall's office: terms of points, gestures, gift cards, what is owed to holders."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.shapes import Amount
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.models import MileageTerms
from tradewind.domains.loyalty.queries import (
    CardRow,
    card_row,
    get_wallet_row,
    liabilities,
    list_cards,
    list_mileage_terms,
)
from tradewind.kernel import clock, ids
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.idempotency import idempotent

router = Router()


class MileageTermsIn(Schema):
    currency: str = Field(pattern="^[A-Z]{3}$")
    points: int = Field(gt=0, le=1_000_000)
    worth_minor: int = Field(gt=0, le=1_000_000_000)
    least_balance: int = Field(0, ge=0, le=1_000_000_000)
    least_order_minor: int = Field(0, ge=0)
    most_share_bp: int = Field(10_000, ge=0, le=10_000)
    step: int = Field(1, gt=0, le=1_000_000)
    valid_days: int = Field(365, gt=0, le=36_500)
    grace_days: int = Field(30, ge=0, le=3_650)
    starts_at: datetime | None = None


class MileageTermsShape(Schema):
    id: str
    currency: str
    starts_at: str
    points: int
    worth: Amount
    least_balance: int
    least_order: Amount
    most_share_bp: int
    step: int
    valid_days: int
    grace_days: int


class MileageTermsList(Schema):
    items: list[MileageTermsShape]


class AdjustmentIn(Schema):
    points: int = Field(description="Below zero takes", ge=-1_000_000, le=1_000_000)
    reason: str = Field(min_length=1, max_length=200)


class AdjustmentShape(Schema):
    id: str
    points: int
    reason: str


class GiftCardIn(Schema):
    minor: int = Field(gt=0)
    currency: str = Field(pattern="^[A-Z]{3}$")
    country: str = Field(pattern="^[A-Z]{2}$", description="Whose law on expiry it follows")
    region: str = Field("", max_length=6)
    expires_at: datetime | None = None
    note: str = Field("", max_length=200)


class GiftCardShape(Schema):
    """`code` is told once, when the card is issued."""

    id: str
    code: str
    last_four: str
    amount: Amount
    balance: Amount
    origin: str
    issued_at: str
    expires_at: str | None
    is_blocked: bool


class GiftCardPage(Schema):
    items: list[GiftCardShape]
    next_cursor: str | None


class LiabilityShape(Schema):
    kind: str
    amount: Amount


class LiabilityList(Schema):
    items: list[LiabilityShape]


@router.get("/mileage/terms", response=MileageTermsList, summary="What points were and are worth")
@audience.mall("money.view")
def read_terms(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"items": [_terms(row) for row in list_mileage_terms()]})


@router.post("/mileage/terms", response={201: MileageTermsShape}, summary="New terms")
@decorate_view(idempotent)
@audience.mall("points.change")
def set_terms(request: HttpRequest, body: MileageTermsIn) -> JsonResponse:
    row = operations.set_mileage_terms(
        points=body.points,
        worth=Money(body.worth_minor, body.currency),
        least_balance=body.least_balance,
        least_order=Money(body.least_order_minor, body.currency),
        most_share_bp=body.most_share_bp,
        step=body.step,
        valid_days=body.valid_days,
        grace_days=body.grace_days,
        starts_at=body.starts_at,
        actor=_actor(request),
    )
    return JsonResponse(_terms(row), status=201)


@router.post(
    "/wallets/{wallet_id}/adjustments",
    response={201: AdjustmentShape},
    summary="Give or take points, with a reason",
)
@decorate_view(idempotent)
@audience.mall("points.change")
def adjust(request: HttpRequest, wallet_id: str, body: AdjustmentIn) -> JsonResponse:
    row = operations.adjust(
        wallet_id=get_wallet_row(wallet_id=wallet_id).wallet.pk,
        points=body.points,
        reason=body.reason,
        key=_key(request),
        actor=_actor(request),
    )
    shape = {"id": row.public_id, "points": row.points, "reason": row.reason}
    return JsonResponse(shape, status=201)


@router.get("/gift-cards", response=GiftCardPage, summary="Gift cards, the latest first")
@audience.mall("money.view")
def read_cards(request: HttpRequest, params: Query[PageParams]) -> JsonResponse:
    page = list_cards(now=clock.now(), cursor=params.cursor or "", limit=params.limit)
    return JsonResponse(page_json(page, _card))


# Its own key makes it issue once; an answer kept for repeats would hold the code.
@router.post("/gift-cards", response={201: GiftCardShape}, summary="Give a gift card away")
@audience.mall("points.change")
def issue_card(request: HttpRequest, body: GiftCardIn) -> JsonResponse:
    issued = operations.issue_card(
        amount=Money(body.minor, body.currency),
        key=_key(request),
        country=body.country,
        region=body.region,
        expires_at=body.expires_at,
        note=body.note,
        actor=_actor(request),
    )
    shape = _card(card_row(issued.card, now=clock.now())) | {"code": issued.code}
    return JsonResponse(shape, status=201)


@router.get("/liabilities", response=LiabilityList, summary="What is owed to holders")
@audience.mall("money.view")
def read_liabilities(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"items": liabilities()})


def _terms(row: MileageTerms) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "currency": row.currency,
        "starts_at": row.starts_at,
        "points": row.points,
        "worth": Money(row.worth_minor, row.currency),
        "least_balance": row.least_balance,
        "least_order": Money(row.least_order_minor, row.currency),
        "most_share_bp": row.most_share_bp,
        "step": row.step,
        "valid_days": row.valid_days,
        "grace_days": row.grace_days,
    }


def _card(row: CardRow) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "code": "",
        "last_four": row.last_four,
        "amount": row.amount,
        "balance": row.balance,
        "origin": row.origin,
        "issued_at": row.issued_at,
        "expires_at": row.expires_at,
        "is_blocked": row.is_blocked,
    }


def _actor(request: HttpRequest) -> str:
    return actor_of(request).person_public_id or ""


def _key(request: HttpRequest) -> str:
    told = request.headers.get("Idempotency-Key", "")[:40] or ids.new_token()
    return f"{_actor(request)}:{told}"
