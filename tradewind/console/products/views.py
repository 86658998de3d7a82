"""The list of products, and one change for those chosen in it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import is_fragment, told
from tradewind.console.products import undoing
from tradewind.console.products.changing import CHANGES, Changed, change
from tradewind.console.products.choosing import category_choices
from tradewind.console.products.listing import Wanted, products_screen
from tradewind.console.shell import store_shell
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.platform.http import audience
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.languages import current

LIST = "console/products/list.html"


@audience.store("products.view")
@require_safe
def products(request: audience.StoreRequest, store: str) -> HttpResponse:
    """The list as the address narrows it; with htmx the list alone, or only its next rows."""
    wanted = Wanted.of(request.GET)
    permissions = request.store_access.permissions
    context = {
        "screen": products_screen(request.store, wanted, language=current()),
        "store": request.store,
        "may_change": "products.change" in permissions,
        "may_import": "products.import" in permissions,
        "categories": category_choices(current(), by="public"),
    }
    if is_fragment(request):
        part = "more" if wanted.cursor else "list"
        return render(request, f"{LIST}#{part}", context)
    return render(request, LIST, {"shell": store_shell(request), **context})


@audience.store("products.change")
@require_POST
def changes(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Do one thing with several products: POST `product` many times, `do` (a key of `CHANGES`),
    `category` or `tag` for those, and `back`, the list's own query."""
    chosen = list(dict.fromkeys(request.POST.getlist("product")))
    query = _known_query(request.POST.get("back", ""))
    url = reverse("console:products", args=[request.store.slug])
    back = f"{url}?{query}" if query else url
    if not chosen:
        messages.error(request, _("Choose at least one product first."))
        return HttpResponseRedirect(back)
    return _changed(request, chosen, back)


@audience.store("products.change")
@require_POST
def status(request: audience.StoreRequest, store: str, product_id: str) -> HttpResponse:
    """Put one product on sale, take it off, put it away or bring it back: POST `do`."""
    back = reverse("console:product", args=[request.store.slug, product_id])
    return _changed(request, [product_id], back)


@audience.store("products.change")
@require_POST
def undo(request: audience.StoreRequest, store: str, token: str) -> HttpResponse:
    """Take back what a toast told of."""
    try:
        back = undoing.undo(request, token)
    except TradewindError as error:
        messages.error(request, told(error))
        return HttpResponseRedirect(reverse("console:products", args=[request.store.slug]))
    messages.success(request, _("It is as it was."))
    return HttpResponseRedirect(back)


def _changed(request: audience.StoreRequest, chosen: Sequence[str], back: str) -> HttpResponse:
    name = request.POST.get("do", "")
    try:
        changed = change(request, name, chosen, request.POST.get(name, ""))
    except InvalidInput as error:
        messages.error(request, told(error))
        return HttpResponseRedirect(back)
    steps = changed.steps
    way_back = undoing.undo_url(request.store, steps, back=back) if steps else ""
    messages.success(request, _told(name, changed), extra_tags=way_back)
    return HttpResponseRedirect(back)


def _told(name: str, changed: Changed) -> str:
    if not changed.steps and not changed.left:
        return _("They were so already. Nothing changed.")
    said = []
    if changed.waiting and name == "publish":
        said.append(
            ngettext(
                "The mall looks at {n} product first.",
                "The mall looks at {n} products first.",
                changed.waiting,
            ).format(n=formats.number(changed.waiting))
        )
    if done := changed.done - (changed.waiting if name == "publish" else 0):
        said.append(str(CHANGES[name].told(done)).format(n=formats.number(done)))
    if changed.left:
        said.append(
            ngettext(
                "{n} could not be sold and stays as it is.",
                "{n} could not be sold and stay as they are.",
                changed.left,
            ).format(n=formats.number(changed.left))
        )
    return " ".join(said)


def _known_query(text: str) -> str:
    """The part of `text` that is a list's query of ours: it goes into a redirect."""
    return Wanted.of(dict(parse_qsl(text[:1000]))).query()
