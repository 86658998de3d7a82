"""Asking a seller without an account: by e-mail, confirmed by the letter's link, read by the same."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tradewind.domains.engagement.models import Standing
from tradewind.domains.engagement.operations import guest_asking
from tradewind.domains.engagement.queries.guest_questions import get_guest_question, replies_of
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.platform.http import audience
from tradewind.platform.http.throttles import throttled
from tradewind.storefront.going_back import back
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import shopper_of
from tradewind.storefront.telling import told
from tradewind.storefront.words.showing import guest_card

TEMPLATE = "storefront/words/guest-question.html"


@audience.public
@throttled("inquiry.guest", per_minute=6)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """POST `product` or `store` (public ids), `email`, `author`, `text`, `secret`."""
    try:
        guest_asking.ask(
            email=request.POST.get("email", ""),
            author=request.POST.get("author", ""),
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
    else:
        messages.success(request, _("We sent you a letter. Follow its link to confirm."))
    return back(request, reverse("storefront:home"))


@audience.guest_token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, token: str) -> HttpResponse:
    """One's question; POST `action`: confirm, or remove to take it back, or `text` to add to it.
    Following the link alone does nothing, as programs that look at mail follow links."""
    found = get_guest_question(token=token)
    if request.method == "POST":
        return _act(request, token)
    inquiry = found.inquiry
    context = {
        "shell": storefront_shell(request),
        "card": guest_card(found, replies_of(found)),
        "is_asked": inquiry is not None,
        "is_withdrawn": inquiry is not None and inquiry.standing == Standing.WITHDRAWN,
    }
    return render(request, TEMPLATE, context)


def _act(request: HttpRequest, token: str) -> HttpResponse:
    here = reverse("storefront:guest_question", args=[token])
    action = request.POST.get("action", "")
    try:
        if action == "confirm":
            guest_asking.confirm(token=token)
            messages.success(request, _("The seller has your question. We tell you of the answer."))
        elif action == "remove":
            guest_asking.withdraw(token=token)
            messages.success(request, _("You took the question back."))
            return HttpResponseRedirect(reverse("storefront:home"))
        else:
            guest_asking.comment(token=token, text=request.POST.get("text", ""))
    except NotFound:
        raise
    except TradewindError as error:
        messages.error(request, told(error))
    return HttpResponseRedirect(here)
