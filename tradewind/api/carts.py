"""The cart. A guest's opens with the token in the `Cart-Token` header, a member's with the session."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.display import Told, about_json, display_json, display_of
from tradewind.api.quotes import QuoteShape, quote_json
from tradewind.domains.checkout import operations, queries
from tradewind.domains.checkout.models import Cart
from tradewind.domains.checkout.queries import CartRow
from tradewind.domains.checkout.rules import MAX_PIECES
from tradewind.domains.pricing.queries import offered_currencies
from tradewind.domains.visits.models import Channel
from tradewind.domains.visits.operations import arrive
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

router = Router()

HEADER = "Cart-Token"


class LineIn(Schema):
    variant_id: str = Field(max_length=40, examples=["var_01h2xcejqtf2nbrexx3vqjhp41"])
    quantity: int = Field(1, ge=1, le=MAX_PIECES)


class QuantityIn(Schema):
    quantity: int = Field(ge=0, le=MAX_PIECES, description="Zero removes the line.")


class PlaceIn(Schema):
    """Where the shopper is and what they count in."""

    currency: str = Field(default="CAD", pattern="^[A-Z]{3}$")
    country: str = Field(default="CA", pattern="^[A-Z]{2}$", description="ISO 3166-1")
    region: str = Field("", max_length=6, pattern="^[A-Z0-9]*$", description="ISO 3166-2 part")


class CartIn(PlaceIn):
    lines: list[LineIn] = Field(default_factory=list, max_length=100)


class CouponCodeIn(Schema):
    code: str = Field(min_length=1, max_length=60)


class CartShape(Told):
    """A cart with its live quote. `token` opens it again; keep it as you would a password. With the
    header ``Display-Currency`` the total is told in it too.
    """

    id: str
    token: str
    quote: QuoteShape


@router.post("/carts", response={201: CartShape}, summary="Open a cart, with lines if you like")
@decorate_view(idempotent)
@audience.public
def open_cart(request: HttpRequest, body: CartIn) -> JsonResponse:
    person_id = actor_of(request).person_id
    with transaction.atomic():
        visit = arrive(channel=Channel.API, person_id=person_id)
        cart, rows = operations.open_filled(
            currency=_known_currency(body.currency),
            country=body.country,
            region=body.region,
            language=current(),
            person_id=person_id,
            visit_id=visit.pk,
            lines=_summed(body.lines),
        )
    return _answer(request, cart, rows, status=201)


@router.get("/cart", response=CartShape, summary="The cart as it costs now")
@audience.guest_token
def read_cart(request: HttpRequest) -> JsonResponse:
    return _answer(request, cart_of(request))


@router.patch("/cart", response=CartShape, summary="Move the cart to another market")
@decorate_view(idempotent)
@audience.guest_token
def set_market(request: HttpRequest, body: PlaceIn) -> JsonResponse:
    cart = cart_of(request)
    operations.set_market(
        cart=cart,
        currency=_known_currency(body.currency),
        country=body.country,
        region=body.region,
        language=current(),
    )
    return _answer(request, cart)


@router.post("/cart/lines", response=CartShape, summary="Add pieces of a variant")
@decorate_view(idempotent)
@audience.guest_token
def add_line(request: HttpRequest, body: LineIn) -> JsonResponse:
    cart = cart_of(request)
    rows = operations.add_line(cart=cart, variant_id=body.variant_id, quantity=body.quantity)
    return _answer(request, cart, rows)


@router.patch("/cart/lines/{line_id}", response=CartShape, summary="Change how many of a line")
@decorate_view(idempotent)
@audience.guest_token
def change_line(request: HttpRequest, line_id: str, body: QuantityIn) -> JsonResponse:
    cart = cart_of(request)
    operations.change_line(cart=cart, line_id=line_id, quantity=body.quantity)
    return _answer(request, cart)


@router.delete("/cart/lines/{line_id}", response=CartShape, summary="Remove a line")
@decorate_view(idempotent)
@audience.guest_token
def remove_line(request: HttpRequest, line_id: str) -> JsonResponse:
    cart = cart_of(request)
    operations.remove_line(cart=cart, line_id=line_id)
    return _answer(request, cart)


@router.post("/cart/codes", response=CartShape, summary="Enter a coupon code")
@decorate_view(idempotent)
@audience.guest_token
def enter_code(request: HttpRequest, body: CouponCodeIn) -> JsonResponse:
    cart = cart_of(request)
    operations.enter_code(cart=cart, code=body.code)
    return _answer(request, cart)


@router.delete("/cart/codes/{code}", response=CartShape, summary="Take a coupon code out")
@decorate_view(idempotent)
@audience.guest_token
def remove_code(request: HttpRequest, code: str) -> JsonResponse:
    cart = cart_of(request)
    operations.remove_code(cart=cart, code=code)
    return _answer(request, cart)


def _summed(lines: list[LineIn]) -> dict[str, int]:
    summed: dict[str, int] = {}
    for line in lines:
        summed[line.variant_id] = summed.get(line.variant_id, 0) + line.quantity
    return summed


def cart_of(request: HttpRequest) -> Cart:
    """The caller's cart. Raises `NotFound`, for a wrong token too."""
    token = request.headers.get(HEADER, "")
    cart = queries.find_cart(person_id=actor_of(request).person_id, token=token)
    if cart is None:
        raise NotFound(id="cart")
    return cart


def _known_currency(currency: str) -> str:
    if currency not in offered_currencies(day=clock.now().date()):
        raise NotFound(id=currency)
    return currency


def cart_json(
    request: HttpRequest, cart: Cart, rows: Sequence[CartRow] | None = None
) -> dict[str, object]:
    """`CartShape`; of `rows` that were just read, else of what is read now."""
    display = display_of(request, charged=cart.currency)
    quote = queries.quote_cart(cart=cart, language=current(), rows=rows)
    return {
        "id": cart.public_id,
        "token": cart.token,
        "quote": quote_json(quote),
        "display": display_json(display),
        "about": about_json(quote.total, display),
    }


def _answer(
    request: HttpRequest, cart: Cart, rows: Sequence[CartRow] | None = None, *, status: int = 200
) -> JsonResponse:
    return JsonResponse(cart_json(request, cart, rows), status=status)
