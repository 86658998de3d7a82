"""What the store sells only in, or never in, some places."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import actor
from tradewind.console.products.choosing import category_titles
from tradewind.console.products.picking import picked
from tradewind.console.settings.forms import Typed, done, saved, settings_page
from tradewind.domains.availability import operations
from tradewind.domains.availability.models import KIND_NAMES, SaleRestriction, Why
from tradewind.domains.availability.queries import count_watches, list_restrictions
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import country_name, current


@audience.store("delivery.change")
@require_http_methods(["GET", "HEAD", "POST"])
def availability(request: audience.StoreRequest, store: str) -> HttpResponse:
    """The rules; POST `kind`, `places`, `reason` and `category` or `product` for one more."""
    outcome: HttpResponse | Typed = Typed({"product": request.GET.get("product", "")})
    if request.method == "POST":
        outcome = saved(request, _page(request), lambda: _restrict(request), _("Added."))
    if isinstance(outcome, HttpResponse):
        return outcome
    language = current()
    context = {
        "rules": [_shown(rule, language) for rule in list_restrictions(store_id=request.store.pk)],
        "kinds": [(kind.value, name) for kind, name in KIND_NAMES.items()],
        "reasons": Why.choices,
        "categories": [
            ("", _("Everything")),
            *category_titles(language),
        ],
        "waiting": [
            (country_name(country), count)
            for country, count in count_watches(store_id=request.store.pk).items()
        ],
    }
    return settings_page(request, "availability.html", outcome, context)


@audience.store("delivery.change")
@require_POST
def restriction_removal(
    request: audience.StoreRequest, store: str, restriction_id: str
) -> HttpResponse:
    """Drop a rule."""
    return done(
        request,
        _page(request),
        lambda: operations.lift(
            store_id=request.store.pk, restriction_id=restriction_id, actor=actor(request)
        ),
        _("Removed. Whoever waits for it is told."),
    )


def _restrict(request: audience.StoreRequest) -> None:
    said = request.POST
    try:
        operations.restrict(
            store_id=request.store.pk,
            kind=said.get("kind", ""),
            places=said.get("places", "").upper().replace(",", " ").split(),
            reason=said.get("reason", ""),
            product=picked(store_id=request.store.pk, text=said.get("product", "")),
            category=said.get("category", ""),
            actor=actor(request),
        )
    except NotFound:
        raise InvalidInput({"category": "unknown"}) from None


def _shown(rule: SaleRestriction, language: str) -> dict[str, object]:
    if rule.product is not None:
        about = rule.product.text("title", language)
        if rule.variant is not None:
            about = " · ".join([about, *rule.variant.choices])
    else:
        about = rule.category.text("title", language) if rule.category else _("Everything")
    places = [
        _("everywhere") if code == "*" else country_name(code[:2]) + code[2:].replace("-", " ")
        for code in rule.places
    ]
    return {
        "id": rule.public_id,
        "about": about,
        "says": f"{rule.get_kind_display()}: {', '.join(places)}",
        "reason": rule.get_reason_display() if rule.reason else "",
    }


def _page(request: audience.StoreRequest) -> str:
    return reverse("console:availability", args=[request.store.slug])
