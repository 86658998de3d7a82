"""Following a claim, and the shopper's own steps in it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.domains.orders.models import Claim
from tradewind.domains.orders.operations import claims
from tradewind.domains.orders.queries import get_claim_of, get_purchase
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.platform.files.tickets import private_url
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.storefront.claims.label import label_screen
from tradewind.storefront.claims.screen import claim_screen
from tradewind.storefront.plain import plain_shell
from tradewind.storefront.shell import storefront_shell

TEMPLATE = "storefront/claims/claim.html"


@audience.guest_token
@require_safe
def claim(request: HttpRequest, token: str, claim_id: str) -> HttpResponse:
    """The page, or with htmx only the part that moves."""
    screen = claim_screen(_claim(token, claim_id), token)
    if "HX-Request" in request.headers:
        return render(request, f"{TEMPLATE}#claim", {"screen": screen})
    return render(request, TEMPLATE, {"shell": storefront_shell(request), "screen": screen})


@audience.guest_token
@require_safe
def label(request: HttpRequest, token: str, claim_id: str) -> HttpResponse:
    """The slip to print, while there is something to send back."""
    found = _claim(token, claim_id)
    page = claim_screen(found, token)
    if not page.label_url:
        raise NotFound(id=claim_id)
    context = {"shell": plain_shell(), "screen": label_screen(found, page.url)}
    return render(request, "storefront/claims/label.html", context)


@audience.guest_token
@require_safe
def photo(request: HttpRequest, token: str, claim_id: str, photo_id: str) -> HttpResponse:
    """One photograph, for whoever holds the purchase's link."""
    for kept in _claim(token, claim_id).photos.all():
        if kept.public_id == photo_id:
            return HttpResponseRedirect(private_url(kept.file))
    raise NotFound(id=photo_id)


@audience.guest_token
@require_POST
def sending(request: HttpRequest, token: str, claim_id: str) -> HttpResponse:
    """It is on its way back: POST `carrier` and `tracking_number` if there are."""
    found = _claim(token, claim_id)
    return _step(
        request,
        token,
        found,
        lambda: claims.mark_sent_back(
            store_id=found.store_id,
            claim_id=claim_id,
            carrier=request.POST.get("carrier", "").strip()[:40],
            tracking_number=request.POST.get("tracking_number", "").strip()[:60],
        ),
        _("Thank you. The seller knows that it is on its way."),
    )


@audience.guest_token
@require_POST
def withdrawal(request: HttpRequest, token: str, claim_id: str) -> HttpResponse:
    """The shopper keeps it after all."""
    found = _claim(token, claim_id)
    return _step(
        request,
        token,
        found,
        lambda: claims.withdraw(store_id=found.store_id, claim_id=claim_id),
        _("Your request is taken back."),
    )


def _claim(token: str, claim_id: str) -> Claim:
    return get_claim_of(purchase_id=get_purchase(token=token).pk, claim_id=claim_id)


def _step(
    request: HttpRequest, token: str, found: Claim, act: Callable[[], object], done: str
) -> HttpResponse:
    try:
        act()
    except NotFound:
        raise
    except TradewindError as error:
        messages.error(request, sentence(error.code, error.details))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("storefront:claim", args=[token, found.public_id]))
