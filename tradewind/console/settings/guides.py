"""Tables of sizes and shades, pasted from a spreadsheet and shown on the products they are for."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.console.acting import actor
from tradewind.console.products.choosing import category_titles
from tradewind.console.products.picking import picked
from tradewind.console.settings.forms import Typed, done, saved, settings_page
from tradewind.domains.guides import operations
from tradewind.domains.guides.models import Guide
from tradewind.domains.guides.operations import GuideWords
from tradewind.domains.guides.queries import get_guide, list_guides
from tradewind.domains.guides.rules import MEASURES, table_of
from tradewind.domains.guides.wording import MEASURE_NAMES
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import current

_FIELDS = ("title", "how", "table", "unit", "product", "category", "brand")


@audience.store("products.change")
@require_http_methods(["GET", "HEAD", "POST"])
def guides(request: audience.StoreRequest, store: str) -> HttpResponse:
    """All of them and the form for one more; POST `kind` with what it says."""
    outcome: HttpResponse | Typed = Typed()
    if request.method == "POST":
        outcome = saved(request, _page(request), lambda: _write(request), _("Saved."))
    if isinstance(outcome, HttpResponse):
        return outcome
    language = current()
    rows = [(guide, _about(guide, language)) for guide in list_guides(store_id=request.store.pk)]
    return settings_page(request, "guides.html", outcome, {"rows": rows, **_choices(language)})


@audience.store("products.change")
@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: audience.StoreRequest, store: str, guide_id: str) -> HttpResponse:
    """One of them, to be said otherwise."""
    try:
        row = get_guide(store_id=request.store.pk, guide_id=guide_id)
    except NotFound:
        raise Http404 from None
    outcome: HttpResponse | Typed = Typed(
        {
            "title": row.title,
            "how": row.how,
            "table": table_of(row.kind, row.rows),
            "unit": "cm",
            "product": row.product.title if row.product else "",
            "category": row.category.slug if row.category else "",
            "brand": row.brand,
        }
    )
    if request.method == "POST":
        outcome = saved(request, _page(request), lambda: _change(request, guide_id), _("Saved."))
    if isinstance(outcome, HttpResponse):
        return outcome
    return settings_page(request, "guide.html", outcome, {"guide": row, **_choices(current())})


@audience.store("products.change")
@require_POST
def guide_removal(request: audience.StoreRequest, store: str, guide_id: str) -> HttpResponse:
    """Drop one."""
    return done(
        request,
        _page(request),
        lambda: operations.remove_guide(
            store_id=request.store.pk, guide_id=guide_id, actor=actor(request)
        ),
        _("Removed."),
    )


def _write(request: audience.StoreRequest) -> None:
    try:
        operations.write_guide(
            store_id=request.store.pk,
            kind=request.POST.get("kind", ""),
            words=_words(request),
            actor=actor(request),
        )
    except NotFound:
        raise InvalidInput({"category": "unknown"}) from None


def _change(request: audience.StoreRequest, guide_id: str) -> None:
    try:
        operations.change_guide(
            store_id=request.store.pk,
            guide_id=guide_id,
            words=_words(request),
            actor=actor(request),
        )
    except NotFound:
        raise InvalidInput({"category": "unknown"}) from None


def _words(request: audience.StoreRequest) -> GuideWords:
    said = {name: request.POST.get(name, "").strip() for name in _FIELDS}
    said["product"] = picked(store_id=request.store.pk, text=said["product"])
    return GuideWords(**said)


def _choices(language: str) -> dict[str, object]:
    return {
        "kinds": Guide.Kind.choices,
        "categories": [
            ("", _("No category")),
            *category_titles(language),
        ],
        "measures": [(name, MEASURE_NAMES[name]) for name in MEASURES],
    }


def _about(guide: Guide, language: str) -> str:
    subject = guide.product or guide.category
    parts = [subject.text("title", language) if subject else "", guide.brand]
    return " · ".join(filter(None, parts)) or _("Everything you sell")


def _page(request: audience.StoreRequest) -> str:
    return reverse("console:guides", args=[request.store.slug])
