"""Purchases: a guest's by its token, a member's own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from tradewind.api.orders import OrderShape, order_json
from tradewind.api.shapes import Amount, amount_or_none
from tradewind.domains.checkout.queries import PaidPart, paid_with
from tradewind.domains.orders import queries
from tradewind.domains.orders.models import Purchase
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse, money
from tradewind.platform.http.paging import PageParams, page_json

router = Router()


class PaidWithShape(Schema):
    """A part of the payment. `kind`: gateway, mileage, deposit, gift; `quantity` are the points that
    paid, `label` the last four of a gift card."""

    kind: str
    provider: str
    method: str
    amount: Amount
    returned: Amount
    quantity: Amount | None
    label: str


class PurchaseShape(Schema):
    id: str
    number: str
    placed_at: str
    email: str
    name: str
    country: str
    address: dict[str, str]
    channel: str
    total: Amount
    paid_with: list[PaidWithShape]
    orders: list[OrderShape]


class PurchaseRow(Schema):
    id: str
    number: str
    placed_at: str
    total: Amount
    stages: list[str]


class PurchasePage(Schema):
    items: list[PurchaseRow]
    next_cursor: str | None


@router.get("/purchases/{token}", response=PurchaseShape, summary="A purchase by its guest token")
@audience.guest_token
def read(request: HttpRequest, token: str) -> JsonResponse:
    return JsonResponse(_whole(queries.get_purchase(token=token)))


@router.get("/me/purchases", response=PurchasePage, summary="My purchases, newest first")
@audience.person
def list_mine(request: HttpRequest, params: Query[PageParams]) -> JsonResponse:
    page = queries.list_purchases(
        person_id=actor_of(request).person_id or 0, cursor=params.cursor or "", limit=params.limit
    )
    return JsonResponse(page_json(page, _row))


@router.get("/me/purchases/{purchase_id}", response=PurchaseShape, summary="One of my purchases")
@audience.person
def read_mine(request: HttpRequest, purchase_id: str) -> JsonResponse:
    purchase = queries.get_purchase_of(
        person_id=actor_of(request).person_id or 0, public_id=purchase_id
    )
    return JsonResponse(_whole(purchase))


def _row(purchase: Purchase) -> dict[str, Any]:
    return {
        "id": purchase.public_id,
        "number": purchase.number,
        "placed_at": purchase.placed_at,
        "total": money(purchase.total),
        "stages": [order.stage for order in purchase.orders.all()],
    }


def _whole(purchase: Purchase) -> dict[str, Any]:
    return {
        "id": purchase.public_id,
        "number": purchase.number,
        "placed_at": purchase.placed_at,
        "email": purchase.email,
        "name": purchase.name,
        "country": purchase.country,
        "address": purchase.address,
        "channel": purchase.channel,
        "total": money(purchase.total),
        "paid_with": [_part(part) for part in paid_with(checkout_id=purchase.checkout)],
        "orders": [order_json(order) for order in purchase.orders.all()],
    }


def _part(part: PaidPart) -> dict[str, Any]:
    return {
        "kind": part.kind.value,
        "provider": part.provider,
        "method": part.method,
        "amount": money(part.amount),
        "returned": money(part.returned),
        "quantity": amount_or_none(part.quantity),
        "label": part.label,
    }
