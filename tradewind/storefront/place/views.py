"""Choosing where things go, the language and the money: prices to the door, deliveries, tax follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from tradewind.domains.checkout.operations import set_market
from tradewind.domains.identity.operations import change_profile
from tradewind.domains.pricing.queries import shown_currencies
from tradewind.kernel import clock
from tradewind.kernel.place import Place
from tradewind.platform.http import audience
from tradewind.platform.i18n.addresses import AddressField, address_form
from tradewind.platform.i18n.languages import currency_name, languages, own_name
from tradewind.platform.i18n.negotiation import localised_path, remember
from tradewind.storefront.countries import countries
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import Shopper, keep_place, shopper_of

TEMPLATE = "storefront/place/place.html"


@dataclass(frozen=True, slots=True)
class PlaceScreen:
    """The form: `area` is None where prices and deliveries do not differ within the country.

    `currency` is what is paid in, `shown` what prices are told in beside, empty for nothing.
    """

    country: str
    region: str
    countries: Sequence[tuple[str, str]]
    area: AddressField | None
    language: str
    languages: Sequence[tuple[str, str]]
    currency: str
    currencies: Sequence[tuple[str, str]]
    shown: str
    shown_currencies: Sequence[tuple[str, str]]
    next: str


@dataclass(frozen=True, slots=True)
class _Choice:
    """What was chosen; None leaves what there is."""

    place: Place
    language: str | None
    currency: str | None
    shown: str | None


@audience.public
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    """GET the form (`country` shows that country's areas), POST `country`, `region`, `language`,
    `currency`, `shown` (any of them) and `next`.

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
    seen = shown_currencies(day=clock.now().date())
    chosen = _Choice(
        place=Place(country, region if area else ""),
        language=_one_of(given.get("language"), languages()),
        currency=_one_of(given.get("currency"), shopper.currencies),
        shown=_one_of(given.get("shown"), ("", *seen)),
    )
    if request.method == "POST" and (area is None or region):
        return _kept(chosen, target, shopper)
    screen = PlaceScreen(
        country=country,
        region=region,
        countries=countries(),
        area=area,
        language=chosen.language or shopper.language,
        languages=[(code, own_name(code)) for code in languages()],
        currency=chosen.currency or shopper.currency,
        currencies=[_named(code) for code in shopper.currencies],
        shown=shopper.shown_currency if chosen.shown is None else chosen.shown,
        shown_currencies=[_named(code) for code in seen],
        next=target,
    )
    if "HX-Request" in request.headers:
        part = "area" if request.headers.get("HX-Target") == "div#place-area" else "form"
        return render(request, f"{TEMPLATE}#{part}", {"screen": screen})
    return render(request, TEMPLATE, {"shell": storefront_shell(request), "screen": screen})


def _kept(chosen: _Choice, target: str, shopper: Shopper) -> HttpResponse:
    cart = shopper.cart
    if cart is not None:
        set_market(
            cart=cart,
            currency=chosen.currency or cart.currency,
            country=chosen.place.country,
            region=chosen.place.region,
            language=chosen.language or cart.language,
        )
    if shopper.person_id is not None:
        change_profile(
            person_id=shopper.person_id,
            place=chosen.place,
            language=chosen.language,
            currency=chosen.currency,
            shown_currency=chosen.shown,
        )
    if chosen.language:
        parts = urlsplit(target)
        target = urlunsplit(parts._replace(path=localised_path(parts.path, chosen.language)))
    response = HttpResponseRedirect(target)
    keep_place(response, chosen.place)
    remember(
        response,
        language=chosen.language or "",
        currency=chosen.currency or "",
        shown=chosen.shown,
    )
    return response


def _one_of(said: str | None, known: Sequence[str]) -> str | None:
    return said if said in known else None


def _named(code: str) -> tuple[str, str]:
    return code, f"{code} · {currency_name(code)}"


def _area(country: str) -> AddressField | None:
    fields = (field for field in address_form(country) if field.name == "country_area")
    return next((field for field in fields if field.choices and field.is_required), None)


def inside(target: str) -> str:
    """A path of the mall to go back to, the home page when it is none."""
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if target.startswith("/") and is_ours else "/"
