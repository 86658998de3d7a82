"""Going on with a cart on another device."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.carts import HEADER, CartShape, cart_json, cart_of
from tradewind.domains.checkout import operations
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.http.throttles import throttled
from tradewind.platform.idempotency import idempotent

router = Router()


class LinkIn(Schema):
    to_checkout: bool = Field(False, description="Whether it leads to the checkout.")


class LinkShape(Schema):
    """`url` and `secret` open the cart once."""

    url: str
    secret: str
    expires_at: str


class SecretIn(Schema):
    secret: str = Field(min_length=8, max_length=64)


class OpenedCartShape(CartShape):
    to_checkout: bool


@router.post("/links", response={201: LinkShape}, summary="A link to the cart for another device")
@throttled("cart.link", per_minute=10)
@decorate_view(idempotent)
@audience.guest_token
def link(request: HttpRequest, body: LinkIn) -> JsonResponse:
    """Opens once and for an hour; links asked for earlier no longer do."""
    secret, until = operations.link_cart(cart=cart_of(request), to_checkout=body.to_checkout)
    url = request.build_absolute_uri(reverse("storefront:elsewhere", args=[secret]))
    return JsonResponse({"url": url, "secret": secret, "expires_at": until}, status=201)


@router.post("/links/opening", response=OpenedCartShape, summary="Open a cart by its link")
@throttled("cart.elsewhere", per_minute=30)
@decorate_view(idempotent)
@audience.public
def open_link(request: HttpRequest, body: SecretIn) -> JsonResponse:
    """The `Cart-Token` sent along, if any, is of the cart whose things come along."""
    opened = operations.open_linked(
        secret=body.secret,
        person_id=actor_of(request).person_id,
        token=request.headers.get(HEADER, ""),
    )
    return JsonResponse({**cart_json(request, opened.cart), "to_checkout": opened.to_checkout})
