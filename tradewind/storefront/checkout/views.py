"""The checkout page: fill in, see the total move, pay, come back."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.domains.checkout import operations, queries
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.operations import Details, Tender
from tradewind.domains.checkout.rules import CheckoutClosed, QuoteHasProblems, State, TotalChanged
from tradewind.domains.inventory.rules import StockShort
from tradewind.domains.payments.operations import refresh
from tradewind.domains.payments.ports import GatewayUnavailable
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.i18n import formats
from tradewind.storefront.checkout.screen import (
    ADDRESS_PREFIX,
    DELIVERY_PREFIX,
    checkout_screen,
)
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import shopper_of

TEMPLATE = "storefront/checkout/checkout.html"


@audience.public
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    """The page; its form is posted here to pay."""
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
    """The form as it is being filled in: country, region and deliveries move the total."""
    row = _running(request)
    if row is None or row.state != State.OPEN:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    country = request.POST.get("country", row.country)
    row = operations.set_place(
        checkout=row,
        country=country if country in settings.COUNTRIES else row.country,
        region=request.POST.get(f"{ADDRESS_PREFIX}country_area", ""),
        deliveries=_under(request, DELIVERY_PREFIX),
    )
    screen = checkout_screen(row, typed=request.POST.dict())
    return render(request, f"{TEMPLATE}#form", {"screen": screen})


@audience.public
@require_safe
def back(request: HttpRequest, checkout_id: str) -> HttpResponse:
    """Where a provider's page leads back to: on to the order, back to the form, or wait."""
    shopper = shopper_of(request)
    if shopper.cart is None:
        return HttpResponseRedirect(reverse("storefront:cart"))
    row = queries.get_checkout(
        public_id=checkout_id, person_id=shopper.person_id, token=shopper.cart.token
    )
    if row.state == State.HELD:
        row = _asked_again(row)
    if row.purchase is not None:
        return HttpResponseRedirect(reverse("storefront:purchase", args=[row.purchase.token]))
    if row.state == State.HELD:
        pending = queries.pending_payment(checkout=row)
        context = {"shell": storefront_shell(request), "pending": pending, "total": row.total}
        return render(request, "storefront/checkout/wait.html", context)
    return HttpResponseRedirect(reverse("storefront:checkout"))


def _pay(request: HttpRequest, row: Checkout) -> HttpResponse:
    try:
        row = operations.set_details(checkout=row, details=_details(request))
        paid = operations.pay(
            checkout=row,
            tender=Tender(
                provider=request.POST.get("provider", ""),
                return_url=reverse("storefront:checkout_back", args=[row.public_id]),
            ),
            agreed_total=_agreed(request, row),
        )
    except InvalidInput as error:
        return _page(request, row, errors=error.fields)
    except (QuoteHasProblems, StockShort):
        return _page(request, row, drift=_("Something in your cart sold out meanwhile. See below."))
    except TotalChanged as error:
        return _page(request, row, drift=_moved(error))
    except CheckoutClosed:
        return HttpResponseRedirect(reverse("storefront:checkout"))
    target = paid.redirect_url or reverse("storefront:checkout_back", args=[row.public_id])
    return HttpResponseRedirect(target)


def _page(
    request: HttpRequest,
    row: Checkout,
    *,
    errors: Mapping[str, str] | None = None,
    drift: str = "",
) -> HttpResponse:
    typed = request.POST.dict() if request.method == "POST" else None
    screen = checkout_screen(row, typed=typed, errors=errors, drift=drift)
    if screen is None:
        return HttpResponseRedirect(reverse("storefront:cart"))
    context = {"shell": storefront_shell(request), "screen": screen}
    return render(request, TEMPLATE, context, status=422 if errors or drift else 200)


def _running(request: HttpRequest) -> Checkout | None:
    cart = shopper_of(request).cart
    return operations.begin(cart=cart) if cart is not None else None


def _asked_again(row: Checkout) -> Checkout:
    payment = queries.pending_payment(checkout=row)
    if payment is not None:
        try:
            refresh(payment_id=payment.public_id)
        except GatewayUnavailable:
            return row
    return operations.settle(checkout_id=row.public_id)


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
