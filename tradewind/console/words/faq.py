"""What a store is asked often: the list, and the form of one entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.console.acting import field_errors
from tradewind.console.shell import store_shell
from tradewind.domains.engagement.models import FaqEntry
from tradewind.domains.engagement.operations import faq as operations
from tradewind.domains.engagement.operations.faq import FaqWords
from tradewind.domains.engagement.queries import inquiries as queries
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.http import audience
from tradewind.platform.i18n.languages import languages, own_name

LIST = "console/words/faq.html"
FORM = "console/words/faq-entry.html"


@dataclass(frozen=True, slots=True)
class Words:
    """The fields of one other language."""

    language: str
    name: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class EntryScreen:
    """The form as it was filled in. `entry_id` is empty for a new one."""

    entry_id: str
    words: FaqWords
    inquiry_id: str
    languages: Sequence[tuple[str, str]]
    others: Sequence[Words]
    errors: Mapping[str, str]


@audience.store("products.view")
@require_safe
def entries(request: audience.StoreRequest, store: str) -> HttpResponse:
    """All of them, in their order."""
    context = {
        "shell": store_shell(request),
        "rows": queries.list_all_faq(store_id=request.store.pk),
        "may_change": "words.answer" in request.store_access.permissions,
        "store": request.store,
    }
    return render(request, LIST, context)


@audience.store("words.answer")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: audience.StoreRequest, store: str) -> HttpResponse:
    """A new one; GET `inquiry` fills it in from a question that was answered."""
    store_id, inquiry_id = request.store.pk, request.GET.get("inquiry", "")
    if request.method != "POST":
        words = FaqWords(question="", answer="", language=request.store.language)
        if inquiry_id:
            words = operations.draft_from(store_id=store_id, inquiry_id=inquiry_id)
        return _form(request, "", words, inquiry_id)
    words, inquiry_id = _typed(request), request.POST.get("inquiry", "")
    try:
        operations.add_entry(store_id=store_id, words=words, inquiry_id=inquiry_id)
    except InvalidInput as error:
        return _form(request, "", words, inquiry_id, field_errors(error))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("console:faq", args=[store]))


@audience.store("words.answer")
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: audience.StoreRequest, store: str, faq_id: str) -> HttpResponse:
    """One of them; POST says it anew."""
    found = queries.get_entry(store_id=request.store.pk, entry_id=faq_id)
    if request.method != "POST":
        return _form(request, faq_id, _words(found), "")
    words = _typed(request)
    try:
        operations.change_entry(store_id=request.store.pk, entry_id=faq_id, words=words)
    except InvalidInput as error:
        return _form(request, faq_id, words, "", field_errors(error))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("console:faq", args=[store]))


@audience.store("words.answer")
@require_POST
def removal(request: audience.StoreRequest, store: str, faq_id: str) -> HttpResponse:
    """It is no longer told."""
    queries.get_entry(store_id=request.store.pk, entry_id=faq_id)
    operations.remove_entry(store_id=request.store.pk, entry_id=faq_id)
    messages.success(request, _("Removed."))
    return HttpResponseRedirect(reverse("console:faq", args=[store]))


def _form(
    request: audience.StoreRequest,
    entry_id: str,
    words: FaqWords,
    inquiry_id: str,
    errors: Mapping[str, str] | None = None,
) -> HttpResponse:
    screen = EntryScreen(
        entry_id=entry_id,
        words=words,
        inquiry_id=inquiry_id,
        languages=[(code, own_name(code)) for code in languages()],
        others=[
            Words(
                code,
                own_name(code),
                words.translations.get(code, {}).get("question", ""),
                words.translations.get(code, {}).get("answer", ""),
            )
            for code in languages()
            if code != words.language
        ],
        errors=errors or {},
    )
    context = {"shell": store_shell(request), "screen": screen, "store": request.store}
    return render(request, FORM, context, status=422 if errors else 200)


def _typed(request: audience.StoreRequest) -> FaqWords:
    said = request.POST
    language = said.get("language", "")
    position = said.get("position", "")
    return FaqWords(
        question=said.get("question", ""),
        answer=said.get("answer", ""),
        language=language if language in languages() else request.store.language,
        product_id=said.get("product", ""),
        position=int(position)
        if position.isascii() and position.isdecimal() and len(position) < 5
        else 0,
        translations={
            code: {name: said.get(f"{name}_{code}", "") for name in ("question", "answer")}
            for code in languages()
        },
    )


def _words(found: FaqEntry) -> FaqWords:
    return FaqWords(
        question=found.question,
        answer=found.answer,
        language=found.language,
        product_id=found.product.public_id if found.product else "",
        position=found.position,
        translations=found.translations,
    )
