"""The wallet: offers a member keeps for the cart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.domains.promotions import operations, queries
from tradewind.domains.promotions.errors import CouponUnknown
from tradewind.kernel import clock
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.storefront.account.frame import account_page, person_id_of, person_of
from tradewind.storefront.offers.showing import OfferCard, card_of
from tradewind.storefront.shopper import shopper_of


@dataclass(frozen=True, slots=True)
class KeptCard:
    """An entry; `starts_at` is set while it can't be used yet."""

    id: str
    offer: OfferCard
    is_used: bool
    is_over: bool
    starts_at: datetime | None


@audience.person
@require_safe
def wallet(request: HttpRequest) -> HttpResponse:
    """Everything kept, what can be used first."""
    person = person_of(request)
    kept = queries.wallet_of(
        person_id=person.pk,
        email=person.email,
        now=clock.now(),
        language=shopper_of(request).language,
    )
    cards = [
        KeptCard(
            id=one.entry_id,
            offer=card_of(one.offer),
            is_used=one.is_used,
            is_over=one.is_over,
            starts_at=one.starts_at,
        )
        for one in kept
    ]
    return account_page(request, "wallet.html", "storefront:wallet", {"kept": cards})


@audience.person
@require_POST
def keep_code(request: HttpRequest) -> HttpResponse:
    """POST `code`: keep it for later."""
    try:
        operations.keep_code(person_id=person_id_of(request), text=request.POST.get("code", ""))
    except CouponUnknown as error:
        messages.error(request, sentence(error.code))
    else:
        messages.success(request, _("It is in your wallet and applies by itself in your cart."))
    return _to_wallet()


@audience.person
@require_POST
def claim_offer(request: HttpRequest, promotion_id: str) -> HttpResponse:
    """Keep an offer shown on a product; leads back to where it was shown."""
    operations.claim(person_id=person_id_of(request), promotion_id=promotion_id)
    messages.success(request, _("It is in your wallet and applies by itself in your cart."))
    back = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(back) if safe else _to_wallet()


@audience.person
@require_POST
def remove_entry(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Keep it no longer."""
    operations.let_go(person_id=person_id_of(request), entry_id=entry_id)
    messages.success(request, _("It is no longer in your wallet."))
    return _to_wallet()


def _to_wallet() -> HttpResponse:
    return HttpResponseRedirect(reverse("storefront:wallet"))
