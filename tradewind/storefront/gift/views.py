"""Message, sender and wrapping, on a page between cart and payment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tradewind.domains.checkout import operations
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.operations import LONGEST_MESSAGE
from tradewind.domains.checkout.queries import WrapOffer, count_pieces, gift_of, wraps_for
from tradewind.domains.checkout.rules import CheckoutClosed, State, TooMany
from tradewind.domains.inventory.rules import StockShort
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import shopper_of

TEMPLATE = "storefront/gift/gift.html"


@dataclass(frozen=True, slots=True)
class GiftScreen:
    """The form as it stands; `errors` are sentences by field, `problem` one for all."""

    message: str
    sender: str
    most: int
    wraps: Sequence[WrapOffer]
    errors: Mapping[str, str]
    problem: str


@audience.public
@require_http_methods(["GET", "HEAD", "POST"])
def gift(request: HttpRequest) -> HttpResponse:
    """POST `message`, `sender` and `wrap` (public ids of stores), then on to the checkout."""
    cart = shopper_of(request).cart
    if cart is None or not count_pieces(cart=cart):
        return HttpResponseRedirect(reverse("storefront:cart"))
    row = operations.begin(cart=cart)
    if row.state != State.OPEN:
        return HttpResponseRedirect(reverse("storefront:checkout"))
    if request.method != "POST":
        said = gift_of(checkout=row)
        return _page(request, row, said.message, said.sender)
    message, sender = request.POST.get("message", ""), request.POST.get("sender", "")
    try:
        operations.wish(
            checkout=row, message=message, sender=sender, wrapped=request.POST.getlist("wrap")
        )
    except InvalidInput as wrong:
        errors = {name: sentence(f"field.{code}") for name, code in wrong.fields.items()}
        return _page(request, row, message, sender, errors=errors)
    except (NotFound, StockShort, TooMany):
        problem = sentence("gift_wrap_gone")
        return _page(request, row, message, sender, problem=problem)
    except CheckoutClosed:
        return HttpResponseRedirect(reverse("storefront:checkout"))
    return HttpResponseRedirect(reverse("storefront:checkout"))


def _page(
    request: HttpRequest,
    row: Checkout,
    message: str,
    sender: str,
    *,
    errors: Mapping[str, str] | None = None,
    problem: str = "",
) -> HttpResponse:
    screen = GiftScreen(
        message=message,
        sender=sender,
        most=LONGEST_MESSAGE,
        wraps=wraps_for(cart=row.cart, language=shopper_of(request).language),
        errors=errors or {},
        problem=problem,
    )
    context = {"shell": storefront_shell(request), "screen": screen}
    return render(request, TEMPLATE, context, status=422 if errors or problem else 200)
