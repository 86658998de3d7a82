"""Buying the same once more."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router
from ninja.decorators import decorate_view

from tradewind.api.carts import CartShape, cart_json, cart_of
from tradewind.domains.orders.models import Purchase
from tradewind.domains.orders.queries import get_purchase, get_purchase_of
from tradewind.flows import buy_again as flow
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.idempotency import idempotent

router = Router()


class AgainShape(CartShape):
    """The cart after it; `added` lines went in, `gone` are the titles of those not to be had now."""

    added: int
    gone: list[str]


@router.post(
    "/purchases/{token}/again", response=AgainShape, summary="All of it into the cart once more"
)
@decorate_view(idempotent)
@audience.guest_token
def again(request: HttpRequest, token: str) -> JsonResponse:
    """Into the caller's cart (`Cart-Token`, or the member's own). A line that is short stays out."""
    return _answer(request, get_purchase(token=token))


@router.post(
    "/me/purchases/{purchase_id}/again",
    response=AgainShape,
    summary="All of one of my purchases into the cart once more",
)
@decorate_view(idempotent)
@audience.person
def again_mine(request: HttpRequest, purchase_id: str) -> JsonResponse:
    person_id = actor_of(request).person_id or 0
    return _answer(request, get_purchase_of(person_id=person_id, public_id=purchase_id))


def _answer(request: HttpRequest, purchase: Purchase) -> JsonResponse:
    cart = cart_of(request)
    done = flow.buy_again(cart=cart, purchase_id=purchase.pk)
    return JsonResponse({**cart_json(request, cart), "added": done.added, "gone": list(done.gone)})
