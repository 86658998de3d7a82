"""The checkout page: fill in, see the total move, pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.domains.checkout import operations
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.operations import Details
from tradewind.domains.checkout.rules import CheckoutClosed, QuoteHasProblems, State, TotalChanged
from tradewind.domains.inventory.rules import StockShort
from tradewind.domains.payments.ports import MethodNotOffered, UnknownProvider
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.platform.i18n import formats
from tradewind.storefront.checkout.asked import Asked, asked_of
from tradewind.storefront.checkout.means import means_of
from tradewind.storefront.checkout.returning import on_to
from tradewind.storefront.checkout.screen import (
    ADDRESS_PREFIX,
    DELIVERY_PREFIX,
    checkout_screen,
)
from tradewind.storefront.checkout.steps import CONTACT, STEPS
from tradewind.storefront.proving import kept_proof
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import OFFER_COOKIE, shopper_of

TEMPLATE = "storefront/checkout/checkout.html"


@audience.public
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    """The page; its form is posted here to pay. With ``?of=cart`` an accepted offer is left aside."""
    if request.GET.get("of") == "cart":
        response = HttpResponseRedirect(reverse("storefront:checkout"))
        response.delete_cookie(OFFER_COOKIE)
        return response
    row = _running(request)
    if row is None:
        return HttpResponseRedirect(reverse("storefront:cart"))
    if row.state == State.HELD:
        return HttpResponseRedirect(reverse("storefront:checkout_back", args=[row.public_id]))
    if request.method == "POST":
        return _pay(request, row)
    return _page(request, row)


@audience.public
@require_POST
def details(request: HttpRequest) -> HttpResponse:
    """The form as it is being filled in: country, region and deliveries move the total, and `done`
    closes the steps that have everything. Whole page without htmx.
    """
    row = _running(request)
    if row is None or row.state != State.OPEN:
        if "HX-Request" in request.headers:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return HttpResponseRedirect(reverse("storefront:checkout"))
    country = request.POST.get("country", row.country)
    row = operations.set_place(
        checkout=row,
        country=country if country in settings.COUNTRIES else row.country,
        region=request.POST.get(f"{ADDRESS_PREFIX}country_area", ""),
        deliveries=_under(request, DELIVERY_PREFIX),
    )
    step = request.POST.get("done", "")
    errors: dict[str, str] = {}
    if step:
        row, errors = _kept(request, row, step)
    if dropped := request.POST.get("drop_code", ""):
        operations.remove_code(cart=row.cart, code=dropped)
    try:
        _entered(request, row)
    except InvalidInput as refused:
        errors |= refused.fields
    asked = asked_of(request, country=row.country)
    screen = checkout_screen(
        row,
        display=shopper_of(request).display_of(row.cart.currency),
        typed=request.POST.dict(),
        errors=errors,
        asked=asked,
        foldable=STEPS if step else request.POST.getlist("folded"),
        went_on=bool(step),
    )
    if screen is None:
        return HttpResponseRedirect(reverse("storefront:cart"))
    if "HX-Request" in request.headers:
        return render(request, f"{TEMPLATE}#form", {"screen": screen})
    context = {"shell": storefront_shell(request), "screen": screen}
    return render(request, TEMPLATE, context, status=422 if errors or asked.errors else 200)


def _kept(request: HttpRequest, row: Checkout, step: str) -> tuple[Checkout, dict[str, str]]:
    """What one step holds, saved if all of it can be right; else what is wrong with it."""
    typed = _details(request)
    details = (
        Details(email=typed.email, news_wanted=typed.news_wanted)
        if step == CONTACT
        else replace(typed, email=None, news_wanted=None, note=None)
    )
    try:
        return operations.set_details(checkout=row, details=details), {}
    except InvalidInput as error:
        return row, dict(error.fields)
    except CheckoutClosed:
        return row, {}


def _pay(request: HttpRequest, row: Checkout) -> HttpResponse:
    asked = asked_of(request, country=row.country)
    try:
        row = operations.set_details(checkout=row, details=_details(request))
        if _entered(request, row):
            return _page(request, row, asked=asked, drift=_see_again())
        ready = means_of(request, row, asked)
        if ready is None:
            return _page(request, row, asked=asked, drift=_see_again())
        paid = operations.pay(checkout=row, means=ready, agreed_total=_agreed(request, row))
    except InvalidInput as error:
        return _page(request, row, asked=asked, errors=error.fields)
    except (QuoteHasProblems, StockShort):
        drift = _("Something in your cart sold out meanwhile. See below.")
        return _page(request, row, asked=asked, drift=drift)
    except TotalChanged as error:
        return _page(request, row, asked=asked, drift=_moved(error))
    except (MethodNotOffered, UnknownProvider):
        refusal = _("That way to pay is not offered here. Choose another one.")
        return _page(request, row, asked=asked, refusal=refusal)
    except CheckoutClosed:
        return HttpResponseRedirect(reverse("storefront:checkout"))
    except TradewindError as error:
        # Points, a card or a coupon that somebody was quicker with: its sentence says the remedy.
        return _page(request, row, asked=asked, refusal=sentence(error.code, error.details))
    return on_to(row, paid.redirect_url)


def _see_again() -> str:
    return _("What is left to pay has changed. Look at it once more, then pay.")


def _entered(request: HttpRequest, row: Checkout) -> bool:
    """Whether a coupon code stood in the form that had not been entered. Raises `InvalidInput`."""
    code = request.POST.get("code", "")
    if not code.strip():
        return False
    before = list(row.cart.codes)
    operations.enter_code(cart=row.cart, code=code)
    return before != list(row.cart.codes)


def _page(
    request: HttpRequest,
    row: Checkout,
    *,
    asked: Asked | None = None,
    errors: Mapping[str, str] | None = None,
    drift: str = "",
    refusal: str = "",
) -> HttpResponse:
    typed = request.POST.dict() if request.method == "POST" else None
    asked = asked or Asked(proof=kept_proof(request))
    screen = checkout_screen(
        row,
        display=shopper_of(request).display_of(row.cart.currency),
        typed=typed,
        errors=errors,
        drift=drift,
        refusal=refusal,
        asked=asked,
    )
    if screen is None:
        return HttpResponseRedirect(reverse("storefront:cart"))
    context = {"shell": storefront_shell(request), "screen": screen}
    return render(request, TEMPLATE, context, status=422 if errors or drift or refusal else 200)


def _running(request: HttpRequest) -> Checkout | None:
    cart = shopper_of(request).paying_cart
    return operations.begin(cart=cart) if cart is not None else None


def _details(request: HttpRequest) -> Details:
    country = request.POST.get("country", "")
    if country not in settings.COUNTRIES:
        raise InvalidInput({"country": "unknown"})
    return Details(
        email=request.POST.get("email", ""),
        phone=request.POST.get("phone", ""),
        country=country,
        address=_under(request, ADDRESS_PREFIX),
        deliveries=_under(request, DELIVERY_PREFIX),
        news_wanted="news" in request.POST,
        note=request.POST.get("note", ""),
    )


def _under(request: HttpRequest, prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): value
        for name, value in request.POST.items()
        if name.startswith(prefix) and isinstance(value, str)
    }


def _agreed(request: HttpRequest, row: Checkout) -> Money:
    text = request.POST.get("agreed", "")
    minor = int(text) if text.isdecimal() and len(text) < 16 else -1
    return Money(minor, row.cart.currency)


def _moved(error: TotalChanged) -> str:
    return _("The total is now {now}. Look at it once more, then pay.").format(
        now=formats.money(error.details["now"])
    )
