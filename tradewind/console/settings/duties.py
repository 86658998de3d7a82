"""What the store says to customs: where it pays duties, and what its goods are."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import actor
from tradewind.console.products.choosing import category_titles
from tradewind.console.products.picking import picked
from tradewind.console.settings.forms import Typed, done, saved, settings_page
from tradewind.domains.duties import operations
from tradewind.domains.duties.published import published_rules
from tradewind.domains.duties.queries import list_customs, paid_for
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import country_name, current


@audience.store("delivery.change")
@require_http_methods(["GET", "HEAD", "POST"])
def duties(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Terms and goods; POST `hs`, `origin` and `category` or `product` for one more."""
    outcome: HttpResponse | Typed = Typed()
    if request.method == "POST":
        outcome = saved(request, _page(request), lambda: _set(request), _("Saved."))
    if isinstance(outcome, HttpResponse):
        return outcome
    language = current()
    context = {
        "paid_for": " ".join(paid_for(store_id=request.store.pk)),
        "rows": [
            (row, subject.text("title", language))
            for row in list_customs(store_id=request.store.pk)
            if (subject := row.product or row.category) is not None
        ],
        "categories": [
            ("", _("None: one product")),
            *category_titles(language),
        ],
        "sources": [
            (", ".join(country_name(code) for code in rule.countries), rule.source)
            for rule in published_rules()
        ],
    }
    return settings_page(request, "duties.html", outcome, context)


@audience.store("delivery.change")
@require_POST
def duty_terms(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Countries whose duties the store pays: POST `countries`."""
    codes = request.POST.get("countries", "").upper().replace(",", " ").split()
    return done(
        request,
        _page(request),
        lambda: operations.set_paid_for(
            store_id=request.store.pk, countries=codes, actor=actor(request)
        ),
        _("Saved."),
    )


@audience.store("delivery.change")
@require_POST
def customs_removal(request: audience.StoreRequest, store: str, customs_id: int) -> HttpResponse:
    """Forget what was told of a product or category."""
    return done(
        request,
        _page(request),
        lambda: operations.forget_customs(
            store_id=request.store.pk, row_id=customs_id, actor=actor(request)
        ),
        _("Removed."),
    )


def _set(request: audience.StoreRequest) -> None:
    said = request.POST
    try:
        operations.set_customs(
            store_id=request.store.pk,
            hs=said.get("hs", ""),
            origin=said.get("origin", "").strip().upper(),
            product=picked(store_id=request.store.pk, text=said.get("product", "")),
            category=said.get("category", ""),
            actor=actor(request),
        )
    except NotFound:
        raise InvalidInput({"category": "unknown"}) from None


def _page(request: audience.StoreRequest) -> str:
    return reverse("console:duties", args=[request.store.slug])
