"""Looking into the cart and changing it, with htmx or without."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.domains.checkout import operations
from tradewind.domains.checkout.rules import TooMany
from tradewind.domains.discovery.queries import goods_shelves
from tradewind.domains.inventory.rules import StockShort
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound, TradewindError
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.platform.http.throttles import throttled
from tradewind.storefront.browse.personal import recommended_tiles
from tradewind.storefront.cart.screen import CartScreen, cart_screen
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import keep_cart, shopper_of
from tradewind.ui.tiles import Tile

TEMPLATE = "storefront/cart/cart.html"


@audience.public
@require_safe
def cart(request: HttpRequest) -> HttpResponse:
    """The cart as a page, with what others bought with it: one statement more."""
    screen = _screen(request)
    context = {
        "shell": storefront_shell(request),
        "screen": screen,
        "together": _together(request, screen) if screen else (),
    }
    return render(request, TEMPLATE, context)


@audience.public
@require_safe
def cart_sheet(request: HttpRequest) -> HttpResponse:
    """The inside of the cart sheet."""
    return render(request, f"{TEMPLATE}#sheet", {"screen": _screen(request)})


@audience.public
@require_POST
def add_line(request: HttpRequest) -> HttpResponse:
    """Put a variant into the cart: POST `variant` (public id) and `quantity`."""
    shopper = shopper_of(request)
    cart = shopper.cart_to_fill()
    problem = ""
    try:
        operations.add_line(
            cart=cart,
            variant_id=request.POST.get("variant", ""),
            quantity=_count(request.POST.get("quantity", "1")),
        )
    except (NotFound, StockShort, TooMany) as error:
        problem = _told(error)
    response = _changed(request, problem, added=True)
    keep_cart(response, cart)
    return response


@audience.public
@require_POST
def change_line(request: HttpRequest, line_id: str) -> HttpResponse:
    """Set how many of a line: POST `quantity`, zero to remove it."""
    cart = shopper_of(request).cart
    problem = ""
    if cart is not None:
        try:
            operations.change_line(
                cart=cart, line_id=line_id, quantity=_count(request.POST.get("quantity", ""))
            )
        except (NotFound, StockShort, TooMany) as error:
            problem = _told(error)
    return _changed(request, problem, added=False)


@audience.public
@throttled("cart.code", per_minute=20)
@require_POST
def enter_code(request: HttpRequest) -> HttpResponse:
    """Keep a coupon code with the cart: POST `code`. The cart then says what it did."""
    cart, code = shopper_of(request).cart, request.POST.get("code", "")
    error = ""
    if cart is not None:
        try:
            operations.enter_code(cart=cart, code=code)
        except InvalidInput as refused:
            error = refused.fields["code"]
    if error and "HX-Request" not in request.headers:
        screen = _screen(request, typed=code, error=error)
        context = {"shell": storefront_shell(request), "screen": screen}
        return render(request, TEMPLATE, context, status=422)
    return _changed(request, "", added=False, typed=code if error else "", error=error)


@audience.public
@require_POST
def remove_code(request: HttpRequest) -> HttpResponse:
    """Take a coupon code out of the cart: POST `code`."""
    cart = shopper_of(request).cart
    if cart is not None:
        operations.remove_code(cart=cart, code=request.POST.get("code", ""))
    return _changed(request, "", added=False)


def _changed(
    request: HttpRequest, problem: str, *, added: bool, typed: str = "", error: str = ""
) -> HttpResponse:
    if "HX-Request" in request.headers:
        context = {
            "shell": storefront_shell(request),
            "screen": _screen(request, typed=typed, error=error),
            "problem": problem,
            "opens": added and not problem,
        }
        return render(request, f"{TEMPLATE}#changed", context)
    if problem:
        messages.error(request, problem)
    elif added:
        messages.success(request, _("It is in your cart."))
    return HttpResponseRedirect(reverse("storefront:cart"))


def _together(request: HttpRequest, screen: CartScreen) -> list[Tile]:
    shopper = shopper_of(request)
    beside = goods_shelves(
        product_ids=set(screen.product_ids),
        language=shopper.language,
        currency=shopper.currency,
        place=shopper.place,
        now=clock.now(),
    )
    return recommended_tiles(beside.together, shopper)


def _screen(request: HttpRequest, *, typed: str = "", error: str = "") -> CartScreen | None:
    shopper = shopper_of(request)
    if shopper.cart is None:
        return None
    display = shopper.display_of(shopper.cart.currency)
    return cart_screen(shopper.cart, shopper.language, display=display, typed=typed, error=error)


def _count(text: str) -> int:
    # What is no number is no count a cart accepts; the rules say so in words.
    return int(text) if text.isdecimal() and len(text) < 5 else -1


def _told(error: TradewindError) -> str:
    if isinstance(error, StockShort):
        (line,) = error.lines
        return sentence("cart_stock_short", {"available": line["available"]})
    return sentence(error.code, error.details)
