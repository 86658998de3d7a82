"""Saying that a checkout is a gift, and what a store wraps in."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema
from ninja.decorators import decorate_view

from tradewind.api.carts import cart_of
from tradewind.api.shapes import Amount
from tradewind.domains.checkout import operations
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.queries import find_wrapping, gift_of, wraps_for
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.i18n.languages import current
from tradewind.platform.idempotency import idempotent

router = Router()
store_router = Router()


class CheckoutGiftIn(Schema):
    """Both texts empty: it is no gift. `wrapped_by` are stores' ids."""

    message: str = Field("", max_length=300)
    sender: str = Field("", max_length=120)
    wrapped_by: list[str] = Field(default_factory=list, max_length=100)


class WrapShape(Schema):
    store_id: str
    store_name: str
    title: str
    price: Amount
    is_chosen: bool


class CheckoutGiftShape(Schema):
    message: str
    sender: str
    wraps: list[WrapShape]


class WrappingIn(Schema):
    sku: str = Field("", max_length=64, description="Empty: no wrapping is offered.")


class WrappingShape(Schema):
    sku: str


@router.get("/gift", response=CheckoutGiftShape, summary="The gift the running checkout is")
@audience.guest_token
def read_gift(request: HttpRequest) -> JsonResponse:
    return _answer(operations.begin(cart=cart_of(request)))


@router.put("/gift", response=CheckoutGiftShape, summary="Say that it is a gift")
@decorate_view(idempotent)
@audience.guest_token
def say_gift(request: HttpRequest, body: CheckoutGiftIn) -> JsonResponse:
    """The wrapping becomes a line of the cart, with its price, its tax and its stock."""
    checkout = operations.begin(cart=cart_of(request))
    operations.wish(
        checkout=checkout, message=body.message, sender=body.sender, wrapped=body.wrapped_by
    )
    return _answer(checkout)


@store_router.get("/gift-wrapping", response=WrappingShape, summary="What the store wraps in")
@audience.store("delivery.change")
def read_wrapping(request: audience.StoreRequest, store: Path[str]) -> JsonResponse:
    return JsonResponse({"sku": find_wrapping(store_id=request.store.pk)})


@store_router.put("/gift-wrapping", response=WrappingShape, summary="Sell a variant as wrapping")
@decorate_view(idempotent)
@audience.store("delivery.change")
def set_wrapping(
    request: audience.StoreRequest, store: Path[str], body: WrappingIn
) -> JsonResponse:
    operations.offer_wrapping(store_id=request.store.pk, sku=body.sku)
    return JsonResponse({"sku": find_wrapping(store_id=request.store.pk)})


def _answer(checkout: Checkout) -> JsonResponse:
    gift = gift_of(checkout=checkout)
    wraps = wraps_for(cart=checkout.cart, language=current())
    return JsonResponse(
        {
            "message": gift.message,
            "sender": gift.sender,
            "wraps": [
                {
                    "store_id": wrap.store_id,
                    "store_name": wrap.store_name,
                    "title": wrap.title,
                    "price": wrap.price,
                    "is_chosen": wrap.is_chosen,
                }
                for wrap in wraps
            ],
        }
    )
