"""Asking sellers for a price. A request opens with the token of its page, which its answer tells."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.carts import PlaceIn
from tradewind.api.quotation_shapes import (
    QuotationPage,
    QuotationShape,
    SayIn,
    brief_json,
    quotation_json,
)
from tradewind.api.shapes import Amount
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.quotations import operations, queries
from tradewind.domains.quotations.models import Side
from tradewind.domains.quotations.operations import Asking
from tradewind.domains.quotations.rules import MOST_LINES, MOST_PIECES
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse, money
from tradewind.platform.http.paging import PageParams, page_json
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

router = Router()


class AskedPieces(Schema):
    variant_id: str = Field(max_length=40)
    quantity: int = Field(ge=1, le=MOST_PIECES)


class QuotationIn(PlaceIn):
    """One request for each seller of the lines; the answer is in `currency`."""

    lines: list[AskedPieces] = Field(min_length=1, max_length=MOST_LINES)
    email: str = Field(max_length=254)
    name: str = Field(min_length=1, max_length=120)
    message: str = Field("", max_length=2_000)
    wanted_on: date | None = None


class AskedQuotation(QuotationShape):
    """`token` opens it again; keep it as you would a password."""

    token: str


class AskedQuotations(Schema):
    items: list[AskedQuotation]


class AcceptanceIn(Schema):
    version: int = Field(ge=1, le=2_000_000_000, description="Of the offer that was read")


class AcceptanceShape(Schema):
    """The checkout it became: go on with `POST /checkouts/{checkout_id}/payment`, a guest with
    `cart_token` in the `Cart-Token` header. `total` is before an address is known."""

    checkout_id: str
    cart_token: str
    total: Amount


@router.post("/quotations", response={201: AskedQuotations}, summary="Ask sellers for a price")
@decorate_view(idempotent)
@audience.public
def ask(request: HttpRequest, body: QuotationIn) -> JsonResponse:
    lines: dict[str, int] = {}
    for line in body.lines:
        lines[line.variant_id] = lines.get(line.variant_id, 0) + line.quantity
    made = operations.ask(
        asking=Asking(
            lines=lines,
            email=body.email,
            name=body.name,
            message=body.message,
            wanted_on=body.wanted_on,
            currency=body.currency,
            country=body.country,
            region=body.region,
            language=current(),
            person_id=actor_of(request).person_id,
        )
    )
    items = [{**_whole(row.token), "token": row.token} for row in made]
    return JsonResponse({"items": items}, status=201)


@router.get("/quotations/{token}", response=QuotationShape, summary="A request and its offers")
@audience.guest_token
def read(request: HttpRequest, token: str) -> JsonResponse:
    return JsonResponse(_whole(token))


@router.post(
    "/quotations/{token}/acceptance",
    response={201: AcceptanceShape},
    summary="Accept the offer and begin its checkout",
)
@decorate_view(idempotent)
@audience.guest_token
def accept(request: HttpRequest, token: str, body: AcceptanceIn) -> JsonResponse:
    """409 `quotation_taken`, `quotation_changed`, `quotation_short`; 410 `quotation_expired`."""
    checkout = checkouts.accept_offer(
        token=token, version=body.version, person_id=actor_of(request).person_id
    )
    told: dict[str, Any] = {
        "checkout_id": checkout.public_id,
        "cart_token": checkout.cart.token,
        "total": money(quote_checkout(checkout=checkout).total),
    }
    return JsonResponse(told, status=201)


@router.post("/quotations/{token}/messages", response=QuotationShape, summary="Write to the seller")
@decorate_view(idempotent)
@audience.guest_token
def say(request: HttpRequest, token: str, body: SayIn) -> JsonResponse:
    operations.say(text=body.text, by=Side.SHOPPER, token=token)
    return JsonResponse(_whole(token))


@router.post("/quotations/{token}/refusal", response=QuotationShape, summary="Want it no more")
@decorate_view(idempotent)
@audience.guest_token
def refuse(request: HttpRequest, token: str) -> JsonResponse:
    operations.decline(by=Side.SHOPPER, token=token)
    return JsonResponse(_whole(token))


@router.get("/me/quotations", response=QuotationPage, summary="What I asked a price for")
@audience.person
def list_mine(request: HttpRequest, params: Query[PageParams]) -> JsonResponse:
    page = queries.list_of_person(
        person_id=actor_of(request).person_id or 0,
        cursor=params.cursor or "",
        limit=params.limit,
    )
    return JsonResponse(page_json(page, brief_json))


def _whole(token: str) -> dict[str, Any]:
    return quotation_json(queries.get_by_token(token=token))
