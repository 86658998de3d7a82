"""Choosing where things go: prices to the door, deliveries and tax follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from tradewind.domains.checkout.operations import set_market
from tradewind.kernel.place import Place
from tradewind.platform.http import audience
from tradewind.platform.i18n.addresses import AddressField, address_form
from tradewind.storefront.countries import countries
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import Shopper, keep_place, shopper_of

TEMPLATE = "storefront/place/place.html"


@dataclass(frozen=True, slots=True)
class PlaceScreen:
    """The form: `area` is None where prices and deliveries do not differ within the country."""

    country: str
    region: str
    countries: Sequence[tuple[str, str]]
    area: AddressField | None
    next: str


@audience.public
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    """GET the form (`country` shows that country's areas), POST `country`, `region` and `next`.

    A country whose areas matter asks for one before anything is kept.
    """
    shopper = shopper_of(request)
    given = request.POST if request.method == "POST" else request.GET
    country = given.get("country", shopper.place.country)
    if country not in settings.COUNTRIES:
        country = shopper.place.country
    area = _area(country)
    region = given.get("region", shopper.place.region)
    if area is not None and region not in dict(area.choices):
        region = ""
    target = inside(given.get("next", ""))
    if request.method == "POST" and (area is None or region):
        return _kept(Place(country, region if area else ""), target, shopper)
    screen = PlaceScreen(country, region, countries(), area, target)
    if "HX-Request" in request.headers:
        part = "area" if request.headers.get("HX-Target") == "div#place-area" else "form"
        return render(request, f"{TEMPLATE}#{part}", {"screen": screen})
    return render(request, TEMPLATE, {"shell": storefront_shell(request), "screen": screen})


def _kept(chosen: Place, target: str, shopper: Shopper) -> HttpResponse:
    cart = shopper.cart
    if cart is not None:
        set_market(
            cart=cart,
            currency=cart.currency,
            country=chosen.country,
            region=chosen.region,
            language=cart.language,
        )
    response = HttpResponseRedirect(target)
    keep_place(response, chosen)
    return response


def _area(country: str) -> AddressField | None:
    fields = (field for field in address_form(country) if field.name == "country_area")
    return next((field for field in fields if field.choices and field.is_required), None)


def inside(target: str) -> str:
    """A path of the mall to go back to, the home page when it is none."""
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if target.startswith("/") and is_ours else "/"
