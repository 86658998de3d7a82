"""The questions about a product, what is asked often, and what may answer a question being typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.domains.catalogue.queries import find_product, get_product
from tradewind.domains.engagement.operations import faq
from tradewind.domains.engagement.queries import inquiries as queries
from tradewind.domains.engagement.queries.inquiries import Suggestion
from tradewind.platform.http import audience
from tradewind.platform.http.throttles import throttled
from tradewind.storefront.addresses import product_url
from tradewind.storefront.going_back import back
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import shopper_of
from tradewind.storefront.words.showing import REASONS, QuestionCard, question_card

TEMPLATE = "storefront/words/questions.html"


@dataclass(frozen=True, slots=True)
class QuestionsScreen:
    """Questions about a product; `faq` is what is asked often, in the reader's language. Who may
    not ask as a member asks by e-mail."""

    title: str
    url: str
    here: str
    product_id: str
    faq: Sequence[Suggestion]
    cards: Sequence[QuestionCard]
    more_url: str
    may_ask: bool
    ask_url: str
    suggest_url: str
    reasons: Sequence[tuple[str, object]]


@audience.public
@require_safe
def product_questions(request: HttpRequest, store: str, slug: str) -> HttpResponse:
    """The page; with htmx the part alone."""
    shopper = shopper_of(request)
    facts = find_product(store_slug=store, slug=slug, language=shopper.language)
    if facts is None:
        raise Http404
    page = queries.list_public(
        product_id=facts.public_id, cursor=request.GET.get("cursor", ""), limit=10
    )
    url = product_url(store, slug)
    entries = queries.list_faq(
        store_id=facts.store.store_id,
        product_id=queries.product_row(product_id=facts.public_id),
    )
    screen = QuestionsScreen(
        title=facts.title,
        url=url,
        here=f"{url}/questions",
        product_id=facts.public_id,
        faq=[
            Suggestion(
                entry.public_id,
                entry.text("question", shopper.language),
                entry.text("answer", shopper.language),
            )
            for entry in entries[:10]
        ],
        cards=[question_card(row) for row in page.items],
        more_url=f"{url}/questions?{urlencode({'cursor': page.next_cursor})}"
        if page.next_cursor
        else "",
        may_ask=shopper.person_id is not None,
        ask_url=reverse(
            "storefront:ask" if shopper.person_id is not None else "storefront:guest_ask"
        ),
        suggest_url=f"{reverse('storefront:faq_suggestions')}?{urlencode({'product': facts.public_id})}",
        reasons=REASONS,
    )
    if "HX-Request" in request.headers:
        return render(request, f"{TEMPLATE}#inside", {"screen": screen})
    return render(request, TEMPLATE, {"shell": storefront_shell(request), "screen": screen})


@audience.public
@throttled("faq.suggest", per_minute=120)
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """GET `product`, `text`: entries that may answer what is being typed."""
    language = shopper_of(request).language
    product_id = request.GET.get("product", "")
    facts = get_product(product_id=product_id, language=language)
    found = queries.suggest(
        store_id=facts.store.store_id,
        text=request.GET.get("text", "")[:300],
        language=language,
        product_id=queries.product_row(product_id=product_id),
    )
    return render(request, f"{TEMPLATE}#suggested", {"suggested": found})


@audience.public
@throttled("faq.rating", per_minute=20)
@require_POST
def rate(request: HttpRequest, faq_id: str) -> HttpResponse:
    """POST `helped`: 1 or 0."""
    faq.rate_entry(entry_id=faq_id, did_help=request.POST.get("helped") == "1")
    messages.success(request, _("Thank you."))
    return back(request, "/")
