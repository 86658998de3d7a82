"""The page of texts that are missing, and saving those of one product."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import is_fragment
from tradewind.console.products.editor import words
from tradewind.console.products.editor.saving import save
from tradewind.console.products.editor.screen import read_facts
from tradewind.console.products.untold.screen import (
    other_languages,
    untold_product,
    untold_screen,
)
from tradewind.console.shell import store_shell
from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.queries import texts_of
from tradewind.kernel.errors import NotFound
from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import current, direction

PAGE = "console/products/untold.html"


@audience.store("products.view")
@require_safe
def untold(request: audience.StoreRequest, store: str) -> HttpResponse:
    """GET `language`; with htmx the next rows alone."""
    context = {
        "screen": untold_screen(request.store, request.GET, language=current()),
        "store": request.store,
        "may_change": "products.change" in request.store_access.permissions,
    }
    if is_fragment(request):
        return render(request, f"{PAGE}#rows", context)
    return render(request, PAGE, {"shell": store_shell(request), **context})


@audience.store("products.change")
@require_POST
def say(request: audience.StoreRequest, store: str, product_id: str, language: str) -> HttpResponse:
    """POST the texts of one product by their keys; answers with what is left of it."""
    if language not in other_languages(request.store):
        raise NotFound(id=language)
    held: list[Product] = []

    def read() -> dict[str, str]:
        held[:] = [read_facts(request.store, product_id).product]
        return words.tongue_of(held[0], language)

    outcome = save(
        request,
        subject=product_id,
        read=read,
        write=lambda wanted: words.write_tongue(held[0], language, wanted),
        names={f"words.{key}": key for key in request.POST},
    )
    (texts,) = texts_of(products=[read_facts(request.store, product_id).product])
    row = untold_product(request.store, texts, language, current(), outcome)
    if is_fragment(request):
        context = {
            "row": row,
            "store": request.store,
            "may_change": True,
            "screen": {
                "code": language,
                "language": request.store.language,
                "direction": direction(request.store.language),
            },
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if outcome.is_refused else HTTPStatus.OK
        return render(request, "console/products/untold-row.html", context, status=status)
    if outcome.is_refused:
        wrong = [outcome.notice, *outcome.errors.values()]
        messages.error(request, " ".join(text for text in wrong if text))
    else:
        messages.success(request, _("Saved."))
    url = reverse("console:products_untold", args=[request.store.slug])
    return HttpResponseRedirect(f"{url}?language={language}")
