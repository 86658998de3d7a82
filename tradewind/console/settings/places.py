"""Where the store's goods lie, and in which countries it sells."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import actor, whole_number
from tradewind.console.settings.forms import Typed, done, saved, settings_page
from tradewind.domains.stores import operations
from tradewind.domains.stores.queries import list_locations, list_markets
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import country_name, currency_name, languages, own_name


@audience.store("store.change")
@require_http_methods(["GET", "HEAD", "POST"])
def locations(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Places to ship from; POST `name`, `country`, `region` for one more."""
    outcome: HttpResponse | Typed = Typed({"country": request.store.country})
    if request.method == "POST":
        outcome = saved(request, _locations(request), lambda: _add(request), _("Added."))
    if isinstance(outcome, HttpResponse):
        return outcome
    context = {
        "locations": list_locations(store_id=request.store.pk),
        "countries": _countries(),
    }
    return settings_page(request, "locations.html", outcome, context)


@audience.store("store.change")
@require_POST
def location(request: audience.StoreRequest, store: str, location_id: str) -> HttpResponse:
    """Another name or order of picking: POST `name`, `position`."""
    return done(
        request,
        _locations(request),
        lambda: operations.change_location(
            store_id=request.store.pk,
            location_id=location_id,
            actor=actor(request),
            name=request.POST.get("name"),
            position=_position(request),
        ),
        _("Saved."),
    )


@audience.store("store.change")
@require_POST
def location_archival(request: audience.StoreRequest, store: str, location_id: str) -> HttpResponse:
    """Ship from there no more."""
    return done(
        request,
        _locations(request),
        lambda: operations.archive_location(
            store_id=request.store.pk, location_id=location_id, actor=actor(request)
        ),
        _("Nothing ships from there any more."),
    )


@audience.store("store.change")
@require_http_methods(["GET", "HEAD", "POST"])
def markets(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Countries the store sells in; POST `country`, `currency`, `language` for one more."""
    outcome: HttpResponse | Typed = Typed(
        {"currency": request.store.currency, "language": request.store.language}
    )
    if request.method == "POST":
        outcome = saved(
            request,
            _markets(request),
            lambda: operations.add_market(
                store_id=request.store.pk,
                country=request.POST.get("country", ""),
                currency=request.POST.get("currency", ""),
                language=request.POST.get("language", ""),
                actor=actor(request),
            ),
            _("Added."),
        )
    if isinstance(outcome, HttpResponse):
        return outcome
    context = {
        "markets": list_markets(store_id=request.store.pk),
        "countries": _countries(),
        "currencies": [(code, f"{code} · {currency_name(code)}") for code in settings.CURRENCIES],
        "languages": [(code, own_name(code)) for code in languages()],
    }
    return settings_page(request, "markets.html", outcome, context)


@audience.store("store.change")
@require_POST
def market_removal(request: audience.StoreRequest, store: str, country: str) -> HttpResponse:
    """Sell there no more."""
    return done(
        request,
        _markets(request),
        lambda: operations.remove_market(
            store_id=request.store.pk, country=country, actor=actor(request)
        ),
        _("Removed."),
    )


def _add(request: audience.StoreRequest) -> None:
    operations.add_location(
        store_id=request.store.pk,
        name=request.POST.get("name", ""),
        country=request.POST.get("country", ""),
        region=request.POST.get("region", "").strip()[:6],
        position=len(list_locations(store_id=request.store.pk)),
        actor=actor(request),
    )


def _position(request: audience.StoreRequest) -> int | None:
    text = request.POST.get("position", "")
    position = whole_number(text)
    if text and (position is None or position > 32_767):
        raise InvalidInput({"position": "invalid"})
    return position


def _countries() -> list[tuple[str, str]]:
    named = [(code, country_name(code)) for code in settings.COUNTRIES]
    return sorted(named, key=lambda pair: pair[1])


def _locations(request: audience.StoreRequest) -> str:
    return reverse("console:locations", args=[request.store.slug])


def _markets(request: audience.StoreRequest) -> str:
    return reverse("console:markets", args=[request.store.slug])
