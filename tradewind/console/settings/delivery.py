"""Where the store delivers: zones, each with the ways it offers there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tradewind.console.acting import recorded
from tradewind.console.settings.forms import Typed, saved, settings_page
from tradewind.console.settings.terms import MethodForm, new_method_form
from tradewind.domains.shipping import operations
from tradewind.domains.shipping.models import Method, Zone
from tradewind.domains.shipping.queries import get_zone, list_zones
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import country_name


@dataclass(frozen=True, slots=True)
class OfferedMethod:
    """A way to deliver as the list says it. `per_kg` and `free_from` are None where there is none."""

    id: str
    name: str
    carrier: str
    price: Money
    per_kg: Money | None
    free_from: Money | None
    handling_days: int
    min_days: int
    max_days: int


@dataclass(frozen=True, slots=True)
class ShownZone:
    """A zone; `form` is what its next method is typed into, `is_open` when that needs a look."""

    id: int
    name: str
    places: Sequence[str]
    methods: Sequence[OfferedMethod]
    form: MethodForm
    is_open: bool


@audience.store("delivery.change")
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Zones and their methods; POST `name` and `places` for a new zone."""
    outcome: HttpResponse | Typed = Typed()
    if request.method == "POST":
        outcome = saved(request, delivery_url(request), lambda: _open_zone(request), _("Added."))
    if isinstance(outcome, HttpResponse):
        return outcome
    return zones_page(request, outcome)


@audience.store("delivery.change")
@require_http_methods(["GET", "HEAD", "POST"])
def zone(request: audience.StoreRequest, store: str, zone_id: int) -> HttpResponse:
    """One zone; POST `name` and `places` to change it."""
    found = get_zone(store_id=request.store.pk, zone_id=zone_id)
    outcome: HttpResponse | Typed = Typed({"name": found.name, "places": " ".join(found.places)})
    if request.method == "POST":
        outcome = saved(
            request, delivery_url(request), lambda: _change_zone(request, found), _("Saved.")
        )
    if isinstance(outcome, HttpResponse):
        return outcome
    return settings_page(request, "zone.html", outcome, {"zone": found})


def zones_page(
    request: audience.StoreRequest,
    form: Typed,
    *,
    method_form: MethodForm | None = None,
    zone_id: int = 0,
) -> HttpResponse:
    """The page; 422 when `form`, or `method_form` of the zone with that id, is wrong."""
    zones = [
        ShownZone(
            id=row.pk,
            name=row.name,
            places=[_place_name(place) for place in row.places],
            methods=[_shown(one) for one in row.methods.all() if one.archived_at is None],
            form=method_form
            if method_form and row.pk == zone_id
            else new_method_form(request.store, f"zone-{row.pk}"),
            is_open=row.pk == zone_id,
        )
        for row in list_zones(store_id=request.store.pk)
    ]
    response = settings_page(request, "delivery.html", form, {"zones": zones})
    if method_form is not None:
        response.status_code = 422
    return response


def delivery_url(request: audience.StoreRequest) -> str:
    """The address of the page."""
    return reverse("console:delivery", args=[request.store.slug])


def _shown(row: Method) -> OfferedMethod:
    free_from = row.free_from_minor
    return OfferedMethod(
        id=row.public_id,
        name=row.name,
        carrier=row.carrier,
        price=Money(row.price_minor, row.currency),
        per_kg=Money(row.per_kg_minor, row.currency) if row.per_kg_minor else None,
        free_from=None if free_from is None else Money(free_from, row.currency),
        handling_days=row.handling_days,
        min_days=row.min_days,
        max_days=row.max_days,
    )


def _place_name(place: str) -> str:
    if place == "*":
        return _("everywhere else")
    country, _dash, region = place.partition("-")
    return f"{country_name(country)} {region}".strip()


def _open_zone(request: audience.StoreRequest) -> None:
    name, places = _said(request)
    recorded(
        request,
        action="delivery.add_zone",
        subject=request.store.public_id,
        act=lambda: operations.create_zone(store_id=request.store.pk, name=name, places=places),
        changes={"places": [None, places]},
    )


def _change_zone(request: audience.StoreRequest, zone: Zone) -> None:
    name, places = _said(request)
    recorded(
        request,
        action="delivery.change_zone",
        subject=str(zone.pk),
        act=lambda: operations.change_zone(
            store_id=request.store.pk, zone_id=zone.pk, name=name, places=places
        ),
        changes={"name": [zone.name, name], "places": [zone.places, places]},
    )


def _said(request: audience.StoreRequest) -> tuple[str, list[str]]:
    places = request.POST.get("places", "").upper().replace(",", " ").split()
    return request.POST.get("name", "").strip()[:60], list(dict.fromkeys(places))
