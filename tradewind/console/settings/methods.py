"""A way to deliver: adding one to a zone, changing its terms, offering it no longer."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import recorded
from tradewind.console.settings.delivery import delivery_url, zones_page
from tradewind.console.settings.forms import Typed, done, saved, settings_page
from tradewind.console.settings.terms import changed_method_form, read_terms, typed_method_form
from tradewind.domains.shipping import operations
from tradewind.domains.shipping.models import Method
from tradewind.domains.shipping.queries import get_method
from tradewind.platform.http import audience


@audience.store("delivery.change")
@require_POST
def new(request: audience.StoreRequest, store: str, zone_id: int) -> HttpResponse:
    """One more way to deliver in a zone."""
    outcome = saved(request, delivery_url(request), lambda: _add(request, zone_id), _("Added."))
    if isinstance(outcome, HttpResponse):
        return outcome
    key, unit = f"zone-{zone_id}", request.store.currency
    form = typed_method_form(request.store, unit, key, outcome)
    return zones_page(request, Typed(), method_form=form, zone_id=zone_id)


@audience.store("delivery.change")
@require_http_methods(["GET", "HEAD", "POST"])
def method(request: audience.StoreRequest, store: str, method_id: str) -> HttpResponse:
    """One way to deliver; POST its terms to change them."""
    found = get_method(store_id=request.store.pk, public_id=method_id)
    outcome: HttpResponse | Typed = Typed()
    if request.method == "POST":
        outcome = saved(
            request,
            delivery_url(request),
            lambda: _change(request, found),
            _("Saved. Checkouts under way keep what they were promised."),
        )
    if isinstance(outcome, HttpResponse):
        return outcome
    form = (
        typed_method_form(request.store, found.currency, found.public_id, outcome)
        if request.method == "POST"
        else changed_method_form(found)
    )
    return settings_page(request, "method.html", outcome, {"method": found, "method_form": form})


@audience.store("delivery.change")
@require_POST
def archival(request: audience.StoreRequest, store: str, method_id: str) -> HttpResponse:
    """Offer it no longer."""
    return done(
        request,
        delivery_url(request),
        lambda: recorded(
            request,
            action="delivery.archive_method",
            subject=method_id,
            act=lambda: operations.archive_method(store_id=request.store.pk, method_id=method_id),
        ),
        _("It is no longer offered. Orders under way keep it."),
    )


def _add(request: audience.StoreRequest, zone_id: int) -> None:
    terms = read_terms(request.store, request.POST, currency=request.store.currency)
    recorded(
        request,
        action="delivery.add_method",
        subject=str(zone_id),
        act=lambda: operations.create_method(
            store_id=request.store.pk, zone_id=zone_id, terms=terms
        ),
    )


def _change(request: audience.StoreRequest, found: Method) -> None:
    terms = read_terms(request.store, request.POST, currency=found.currency, method=found)
    recorded(
        request,
        action="delivery.change_method",
        subject=found.public_id,
        act=lambda: operations.change_method(
            store_id=request.store.pk, method_id=found.public_id, terms=terms
        ),
        changes={"price": [found.price_minor, terms.price.minor]},
    )
