"""What a store says about itself."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tradewind.console.acting import actor
from tradewind.console.settings.forms import Typed, saved, settings_page
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.operations import StoreFacts, change_store
from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import languages, own_name

_FIELDS = ("name", "legal_name", "tagline", "story", "email", "language", "time_zone")


@audience.store("store.change")
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: audience.StoreRequest, store: str) -> HttpResponse:
    """The form; POST its fields."""
    url = reverse("console:profile", args=[request.store.slug])
    outcome: HttpResponse | Typed = Typed(_values(request.store))
    if request.method == "POST":
        said: dict[str, Any] = {
            name: request.POST[name].strip() for name in _FIELDS if name in request.POST
        }
        outcome = saved(
            request,
            url,
            lambda: change_store(
                store_id=request.store.pk, facts=StoreFacts(**said), actor=actor(request)
            ),
            _("Saved."),
        )
    if isinstance(outcome, HttpResponse):
        return outcome
    choices = {
        "languages": [(code, own_name(code)) for code in languages()],
        "zones": [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
    }
    return settings_page(request, "profile.html", outcome, choices)


def _values(store: Store) -> dict[str, str]:
    return {name: getattr(store, name) for name in _FIELDS}
