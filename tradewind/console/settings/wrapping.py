"""What the store wraps gifts in."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tradewind.console.acting import recorded
from tradewind.console.settings.forms import Typed, saved, settings_page
from tradewind.domains.checkout.operations import offer_wrapping
from tradewind.domains.checkout.queries import find_wrapping
from tradewind.platform.http import audience


@audience.store("delivery.change")
@require_http_methods(["GET", "HEAD", "POST"])
def wrapping(request: audience.StoreRequest, store: str) -> HttpResponse:
    """POST `sku` of the variant sold as wrapping, empty for none."""
    if request.method != "POST":
        form = Typed({"sku": find_wrapping(store_id=request.store.pk)})
        return settings_page(request, "wrapping.html", form, {})
    sku = request.POST.get("sku", "")
    here = reverse("console:wrapping", args=[request.store.slug])
    outcome = saved(
        request,
        here,
        lambda: recorded(
            request,
            action="checkout.offer_wrapping",
            subject=request.store.public_id,
            act=lambda: offer_wrapping(store_id=request.store.pk, sku=sku),
        ),
        _("Saved."),
    )
    if isinstance(outcome, HttpResponse):
        return outcome
    return settings_page(request, "wrapping.html", outcome, {})
