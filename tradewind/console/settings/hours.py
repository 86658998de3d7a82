"""When a method delivers, to how many; days without; and where goods are fetched instead."""

from __future__ import annotations

from datetime import date, time

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import recorded, whole_number
from tradewind.console.settings.forms import Typed, done, saved, settings_page
from tradewind.domains.shipping import slots
from tradewind.domains.shipping.models import PickUpPoint
from tradewind.domains.shipping.queries import get_method
from tradewind.domains.stores.queries import list_locations
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience


@audience.store("delivery.change")
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: audience.StoreRequest, store: str, method_id: str) -> HttpResponse:
    """A method's windows; POST `weekday`, `starts`, `ends`, `capacity`, `cut_off_hours` for one more."""
    method = get_method(store_id=request.store.pk, public_id=method_id)
    outcome: HttpResponse | Typed = Typed({"capacity": "10", "cut_off_hours": "12"})
    if request.method == "POST":
        outcome = saved(
            request, _page(request, method_id), lambda: _add(request, method_id), _("Added.")
        )
    if isinstance(outcome, HttpResponse):
        return outcome
    point = PickUpPoint.objects.for_store(request.store.pk).filter(method=method).first()
    windows = slots.list_windows(store_id=request.store.pk, method_id=method_id)
    closed = slots.list_closed_days(store_id=request.store.pk)
    context = {
        "method": method,
        "windows": [(window, WEEKDAYS[window.weekday]) for window in windows],
        "weekdays": [(str(number), name) for number, name in WEEKDAYS.items()],
        "closed": " ".join(day.isoformat() for day in closed),
        "locations": [
            ("", _("Sent, not fetched")),
            *((row.public_id, row.name) for row in list_locations(store_id=request.store.pk)),
        ],
        "point_location": point.location.public_id if point else "",
        "point_hours": point.hours if point else "",
    }
    return settings_page(request, "hours.html", outcome, context)


@audience.store("delivery.change")
@require_POST
def window_removal(
    request: audience.StoreRequest, store: str, method_id: str, window_id: int
) -> HttpResponse:
    """Offer these hours no more."""

    def act() -> None:
        recorded(
            request,
            action="delivery.close_window",
            subject=str(window_id),
            act=lambda: slots.close_window(store_id=request.store.pk, window_id=window_id),
        )

    return done(request, _page(request, method_id), act, _("Removed."))


@audience.store("delivery.change")
@require_POST
def closed_days(request: audience.StoreRequest, store: str, method_id: str) -> HttpResponse:
    """Days without delivery hours: POST `days`, as ``2026-12-25 2026-12-26``."""

    def act() -> None:
        try:
            days = [date.fromisoformat(text) for text in request.POST.get("days", "").split()[:366]]
        except ValueError:
            raise InvalidInput({"days": "invalid"}) from None
        recorded(
            request,
            action="delivery.closed_days",
            subject=request.store.public_id,
            act=lambda: slots.set_closed_days(store_id=request.store.pk, days=days),
        )

    return done(request, _page(request, method_id), act, _("Saved."))


@audience.store("delivery.change")
@require_POST
def pick_up(request: audience.StoreRequest, store: str, method_id: str) -> HttpResponse:
    """Goods are fetched: POST `location` (empty ends that) and `hours`."""

    def act() -> None:
        recorded(
            request,
            action="delivery.pick_up",
            subject=method_id,
            act=lambda: slots.set_pick_up(
                store_id=request.store.pk,
                method_id=method_id,
                location_id=request.POST.get("location", ""),
                hours=request.POST.get("hours", ""),
            ),
        )

    return done(request, _page(request, method_id), act, _("Saved."))


def _add(request: audience.StoreRequest, method_id: str) -> None:
    def number(name: str) -> int:
        found = whole_number(request.POST.get(name, ""))
        if found is None:
            raise InvalidInput({name: "invalid"})
        return found

    def hour(name: str) -> time:
        try:
            return time.fromisoformat(request.POST.get(name, ""))
        except ValueError:
            raise InvalidInput({name: "invalid"}) from None

    recorded(
        request,
        action="delivery.add_window",
        subject=method_id,
        act=lambda: slots.add_window(
            store_id=request.store.pk,
            method_id=method_id,
            weekday=number("weekday"),
            starts=hour("starts"),
            ends=hour("ends"),
            capacity=number("capacity"),
            cut_off_hours=number("cut_off_hours"),
        ),
    )


def _page(request: audience.StoreRequest, method_id: str) -> str:
    return reverse("console:delivery_hours", args=[request.store.slug, method_id])
