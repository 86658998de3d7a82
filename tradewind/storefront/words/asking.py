"""Asking a seller, and one question with everything said to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.domains.engagement.operations import asking
from tradewind.domains.engagement.queries import inquiries as queries
from tradewind.domains.engagement.rules.reading import Reader
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.platform.http import audience
from tradewind.storefront.account.frame import person_id_of, person_of
from tradewind.storefront.going_back import back
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import shopper_of
from tradewind.storefront.telling import told
from tradewind.storefront.words.showing import question_card

TEMPLATE = "storefront/words/question.html"


@audience.person
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """POST `product` or `store` (public ids), `text`, `secret`."""
    try:
        inquiry = asking.ask(
            person=person_of(request),
            text=request.POST.get("text", ""),
            language=shopper_of(request).language,
            product_id=request.POST.get("product", ""),
            store_id=request.POST.get("store", ""),
            is_secret=bool(request.POST.get("secret")),
        )
    except NotFound:
        raise
    except TradewindError as error:
        messages.error(request, told(error))
        return back(request, reverse("storefront:account_questions"))
    messages.success(request, _("The seller has your question. We tell you of the answer."))
    return HttpResponseRedirect(reverse("storefront:question", args=[inquiry.public_id]))


@audience.person
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, inquiry_id: str) -> HttpResponse:
    """One question its reader may read; POST `text` to add to it, `remove` to take one's own back."""
    person_id = person_id_of(request)
    found = queries.get_inquiry(inquiry_id=inquiry_id, reader=Reader(person_id=person_id))
    if request.method == "POST":
        here = reverse("storefront:question", args=[inquiry_id])
        try:
            if request.POST.get("remove"):
                asking.withdraw(person_id=person_id, inquiry_id=inquiry_id)
                return HttpResponseRedirect(reverse("storefront:account_questions"))
            asking.comment(
                inquiry_id=inquiry_id,
                person=person_of(request),
                text=request.POST.get("text", ""),
            )
        except NotFound:
            raise
        except TradewindError as error:
            messages.error(request, told(error))
        return HttpResponseRedirect(here)
    context = {
        "shell": storefront_shell(request),
        "card": question_card(found),
        "is_own": found.person_id == person_id,
        "standing": found.standing,
    }
    return render(request, TEMPLATE, context)
