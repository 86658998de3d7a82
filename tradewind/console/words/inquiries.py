"""A store's questions: those that wait, one with its thread, answering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tradewind.console.acting import told
from tradewind.console.shell import store_shell
from tradewind.domains.engagement.models import Inquiry
from tradewind.domains.engagement.operations import asking
from tradewind.domains.engagement.queries import inquiries as queries
from tradewind.domains.engagement.queries.inquiries import Waits
from tradewind.domains.engagement.rules.reading import Reader
from tradewind.domains.identity.models import Person
from tradewind.kernel.errors import NotAllowed, TradewindError
from tradewind.platform.http import audience
from tradewind.ui.shell import Link

LIST = "console/words/inquiries.html"
ONE = "console/words/inquiry.html"


@dataclass(frozen=True, slots=True)
class InquiriesScreen:
    """A view of the store's questions, and what waits."""

    views: Sequence[Link]
    rows: Sequence[Inquiry]
    waits: Waits
    more_url: str


@dataclass(frozen=True, slots=True)
class InquiryScreen:
    """One question with its thread."""

    inquiry: Inquiry
    about: str
    may_answer: bool
    typed: str
    problem: str
    faq_url: str


@audience.store("customers.view")
@require_safe
def inquiries(request: audience.StoreRequest, store: str) -> HttpResponse:
    """GET `view`: waiting (the longest first) or all."""
    view = "all" if request.GET.get("view") == "all" else "waiting"
    page = queries.list_of_store(
        store_id=request.store.pk, view=view, cursor=request.GET.get("cursor", "")
    )
    url = reverse("console:inquiries", args=[store])
    waits = queries.waits_of(store_id=request.store.pk)
    screen = InquiriesScreen(
        views=[
            Link(_("Waiting"), url, count=waits.count, is_current=view == "waiting"),
            Link(_("All"), f"{url}?view=all", is_current=view == "all"),
        ],
        rows=page.items,
        waits=waits,
        more_url=f"{url}?{urlencode({'view': view, 'cursor': page.next_cursor})}"
        if page.next_cursor
        else "",
    )
    context = {"shell": store_shell(request), "screen": screen, "store": request.store}
    return render(request, LIST, context)


@audience.store("customers.view")
@require_http_methods(["GET", "HEAD", "POST"])
def inquiry(request: audience.StoreRequest, store: str, inquiry_id: str) -> HttpResponse:
    """One of them; POST `text` answers it."""
    store_id = request.store.pk
    reader = Reader(staff_of=store_id)
    found = queries.get_store_inquiry(store_id=store_id, inquiry_id=inquiry_id, reader=reader)
    may_answer = "words.answer" in request.store_access.permissions
    typed = problem = ""
    if request.method == "POST":
        person = request.user
        if not may_answer or not isinstance(person, Person):
            raise NotAllowed(permission="words.answer")
        typed = request.POST.get("text", "")
        try:
            asking.answer(store_id=store_id, inquiry_id=inquiry_id, text=typed, person=person)
        except TradewindError as error:
            problem = told(error)
        else:
            messages.success(request, _("Your answer is there. Who asked hears of it."))
            return HttpResponseRedirect(reverse("console:inquiries", args=[store]))
    screen = InquiryScreen(
        inquiry=found,
        about=found.product.title if found.product else "",
        may_answer=may_answer,
        typed=typed,
        problem=problem,
        faq_url=f"{reverse('console:faq_new', args=[store])}?{urlencode({'inquiry': inquiry_id})}",
    )
    context = {"shell": store_shell(request), "screen": screen, "store": request.store}
    return render(request, ONE, context, status=422 if problem else 200)
