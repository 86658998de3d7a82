"""Where the store delivers, how, for how much and how fast."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import recorded, whole_number
from tradewind.console.settings.forms import Typed, done, saved, settings_page
from tradewind.domains.shipping import operations
from tradewind.domains.shipping.models import Method
from tradewind.domains.shipping.operations import Terms
from tradewind.domains.shipping.queries import list_zones
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import BadAmount, Money
from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import country_name


@audience.store("delivery.change")
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Zones and their methods; POST `name` and `places` for a new zone."""
    outcome: HttpResponse | Typed = Typed()
    if request.method == "POST":
        outcome = saved(request, _url(request), lambda: _open_zone(request), _("Added."))
    if isinstance(outcome, HttpResponse):
        return outcome
    return _page(request, outcome)


@audience.store("delivery.change")
@require_POST
def method(request: audience.StoreRequest, store: str, zone_id: int) -> HttpResponse:
    """One more way to deliver in a zone."""
    outcome = saved(
        request,
        _url(request),
        lambda: recorded(
            request,
            action="delivery.add_method",
            subject=str(zone_id),
            act=lambda: operations.create_method(
                store_id=request.store.pk, zone_id=zone_id, terms=_terms(request)
            ),
        ),
        _("Added."),
    )
    if isinstance(outcome, HttpResponse):
        return outcome
    return _page(request, Typed(), method_form=outcome, zone_id=zone_id)


@audience.store("delivery.change")
@require_POST
def method_archival(request: audience.StoreRequest, store: str, method_id: str) -> HttpResponse:
    """Offer it no longer."""
    return done(
        request,
        _url(request),
        lambda: recorded(
            request,
            action="delivery.archive_method",
            subject=method_id,
            act=lambda: operations.archive_method(store_id=request.store.pk, method_id=method_id),
        ),
        _("It is no longer offered. Orders under way keep it."),
    )


def _page(
    request: audience.StoreRequest,
    form: Typed,
    *,
    method_form: Typed | None = None,
    zone_id: int = 0,
) -> HttpResponse:
    zones = [
        {
            "id": zone.pk,
            "name": zone.name,
            "places": [_place_name(place) for place in zone.places],
            "methods": [_shown(row) for row in zone.methods.all() if row.archived_at is None],
            "form": method_form if zone.pk == zone_id and method_form else Typed(_USUAL),
            "is_open": zone.pk == zone_id,
        }
        for zone in list_zones(store_id=request.store.pk)
    ]
    response = settings_page(request, "delivery.html", form, {"zones": zones})
    if method_form is not None:
        response.status_code = 422
    return response


_USUAL = {"handling_days": "1", "min_days": "2", "max_days": "5"}


def _shown(row: Method) -> dict[str, object]:
    return {
        "id": row.public_id,
        "name": row.name,
        "carrier": row.carrier,
        "price": Money(row.price_minor, row.currency),
        "per_kg": Money(row.per_kg_minor, row.currency) if row.per_kg_minor else None,
        "free_from": (
            None if row.free_from_minor is None else Money(row.free_from_minor, row.currency)
        ),
        "handling_days": row.handling_days,
        "min_days": row.min_days,
        "max_days": row.max_days,
    }


def _place_name(place: str) -> str:
    if place == "*":
        return _("everywhere else")
    country, _dash, region = place.partition("-")
    return f"{country_name(country)} {region}".strip()


def _open_zone(request: audience.StoreRequest) -> None:
    places = request.POST.get("places", "").upper().replace(",", " ").split()
    recorded(
        request,
        action="delivery.add_zone",
        subject=request.store.public_id,
        act=lambda: operations.create_zone(
            store_id=request.store.pk,
            name=request.POST.get("name", "").strip()[:60],
            places=list(dict.fromkeys(places)),
        ),
        changes={"places": [None, places]},
    )


def _terms(request: audience.StoreRequest) -> Terms:
    price = _money(request, "price")
    if price is None:
        raise InvalidInput({"price": "required"})
    days = {name: whole_number(request.POST.get(name, "")) for name in _USUAL}
    wrong = {name: "invalid" for name, count in days.items() if count is None or count > 365}
    if wrong:
        raise InvalidInput(wrong)
    return Terms(
        name=request.POST.get("name", "").strip()[:60],
        carrier=request.POST.get("carrier", "").strip()[:40],
        price=price,
        per_kg=_money(request, "per_kg"),
        free_from=_money(request, "free_from"),
        handling_days=days["handling_days"] or 0,
        min_days=days["min_days"] or 0,
        max_days=days["max_days"] or 0,
    )


def _money(request: audience.StoreRequest, name: str) -> Money | None:
    text = request.POST.get(name, "").strip()
    if not text:
        return None
    try:
        return Money.of(text, request.store.currency)
    except BadAmount:
        raise InvalidInput({name: "invalid"}) from None


def _url(request: audience.StoreRequest) -> str:
    return reverse("console:delivery", args=[request.store.slug])
