"""The page of a product, and saving one section of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import is_fragment
from tradewind.console.products.editor import attributes, words
from tradewind.console.products.editor.saving import Outcome, save
from tradewind.console.products.editor.screen import EditorScreen, editor_screen, read_facts
from tradewind.console.shell import store_shell
from tradewind.domains.catalogue.models import Product
from tradewind.kernel.errors import NotFound
from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import current, languages

PAGE = "console/products/product.html"
Texts = Mapping[str, str]


@audience.store("products.view")
@require_safe
def product(request: audience.StoreRequest, store: str, product_id: str) -> HttpResponse:
    """The whole page."""
    return _page(request, _screen(request, product_id, {}))


@audience.store("products.change")
@require_POST
def save_words(request: audience.StoreRequest, store: str, product_id: str) -> HttpResponse:
    """POST title, summary, description, care, brand; each with its ``was-`` mark, as everywhere."""
    return _saved(request, product_id, "words", words.words_of, words.write_words)


@audience.store("products.change")
@require_POST
def save_place(request: audience.StoreRequest, store: str, product_id: str) -> HttpResponse:
    """POST category, tags, tax_category, released_on."""
    return _saved(request, product_id, "place", words.place_of, words.write_place)


@audience.store("products.change")
@require_POST
def save_attributes(request: audience.StoreRequest, store: str, product_id: str) -> HttpResponse:
    """POST ``attr-<code>`` fields, and ``new-code`` with ``new-value`` to add one."""
    return _saved(
        request,
        product_id,
        "attributes",
        lambda found: attributes.texts_of(found, current()),
        lambda found, wanted: attributes.write(found, wanted, current()),
    )


@audience.store("products.change")
@require_POST
def save_tongue(
    request: audience.StoreRequest, store: str, product_id: str, language: str
) -> HttpResponse:
    """POST the words in another language."""
    if language not in languages() or language == request.store.language:
        raise NotFound(id=language)
    return _saved(
        request,
        product_id,
        f"tongue-{language}",
        lambda found: words.tongue_of(found, language),
        lambda found, wanted: words.write_tongue(found, language, wanted),
        names={f"words.{key}": key for key in request.POST},
    )


def answer(
    request: audience.StoreRequest,
    part: str,
    screen: EditorScreen,
    outcome: Outcome,
    *,
    template: str = "",
    **shown: Any,
) -> HttpResponse:
    """The part that was saved for htmx; else the page again, or the way back to it.

    `part` is the id of that place in the page; `template` is called like it unless given, and
    gets what is `shown` besides the screen.
    """
    status = HTTPStatus.UNPROCESSABLE_ENTITY if outcome.is_refused else HTTPStatus.OK
    if is_fragment(request):
        context = {"screen": screen, "store": request.store, **shown}
        name = f"console/products/{template or part}.html"
        return render(request, name, context, status=status)
    if outcome.is_refused:
        return _page(request, screen, status)
    if outcome.is_saved:
        messages.success(request, _("Saved."))
    return HttpResponseRedirect(f"{screen.url}#{part}")


def _saved(
    request: audience.StoreRequest,
    product_id: str,
    part: str,
    read: Callable[[Product], Texts],
    write: Callable[[Product, Texts], None],
    *,
    names: Mapping[str, str] | None = None,
) -> HttpResponse:
    held: list[Product] = []

    def read_now() -> Texts:
        held[:] = [read_facts(request.store, product_id).product]
        return read(held[0])

    outcome = save(
        request,
        subject=product_id,
        read=read_now,
        write=lambda wanted: write(held[0], wanted),
        names=names,
    )
    screen = _screen(request, product_id, {part: outcome})
    tongue = next((each for each in screen.tongues if each.part == part), None)
    if tongue is not None:
        return answer(request, part, screen, outcome, template="tongue", tongue=tongue)
    return answer(request, part, screen, outcome)


def _screen(
    request: audience.StoreRequest, product_id: str, outcomes: Mapping[str, Outcome]
) -> EditorScreen:
    return editor_screen(
        request.store,
        read_facts(request.store, product_id),
        language=current(),
        permissions=request.store_access.permissions,
        outcomes=outcomes,
    )


def _page(
    request: audience.StoreRequest, screen: EditorScreen, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        "shell": store_shell(request),
        "screen": screen,
        "store": request.store,
        "list_url": reverse("console:products", args=[request.store.slug]),
    }
    return render(request, PAGE, context, status=status)
