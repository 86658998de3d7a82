"""Buying a gift card, and its purchase as the buyer sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tradewind.domains.identity.models import Person
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.models import GiftPurchase
from tradewind.domains.loyalty.queries import find_gift_offer, get_gift
from tradewind.domains.loyalty.rules.giving import GiftState
from tradewind.domains.payments import operations as payments
from tradewind.domains.payments.operations.card_use import CardUse
from tradewind.domains.payments.ports import GatewayUnavailable
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.platform.i18n import formats
from tradewind.storefront.checkout.ways import chosen_way
from tradewind.storefront.gift_cards.form import amount_of, gift_form, words_of
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import shopper_of


@dataclass(frozen=True, slots=True)
class BoughtScreen:
    """A purchase: `state` in words, what comes next, and whether it can be given back here."""

    amount: Money
    returned: Money
    state: str
    is_paid: bool
    is_waiting: bool
    recipient: str
    sender: str
    message: str
    design: str
    deliver_at: datetime
    delivered_at: datetime | None
    shown_at: datetime | None
    pay_url: str
    can_return: bool


@audience.public
@require_http_methods(["GET", "HEAD", "POST"])
def buy(request: HttpRequest) -> HttpResponse:
    """The form, and on to the provider."""
    if request.method != "POST":
        return _form(request)
    try:
        gift = _opened(request)
    except InvalidInput as error:
        told = {name: sentence(f"field.{code}") for name, code in error.fields.items()}
        return _form(request, errors=told)
    except TradewindError as error:
        return _form(request, problem=sentence(error.code, error.details))
    page = reverse("storefront:gift_card_bought", args=[gift.token])
    payment = operations.begin_gift(gift=gift, source="", return_url=page)
    if payment.redirect_url.startswith("/"):
        return HttpResponseRedirect(payment.redirect_url)
    # Browsers let no form lead to another site: the page has a link that does.
    return HttpResponseRedirect(page)


@audience.guest_token
@require_http_methods(["GET", "HEAD", "POST"])
def bought(request: HttpRequest, token: str) -> HttpResponse:
    """What became of it; POST gives it back."""
    gift = get_gift(token=token)
    if request.method == "POST":
        return _returned(request, gift)
    if gift.state == GiftState.STARTED:
        gift = _asked_again(gift)
    if gift.state == GiftState.FAILED:
        reason = gift.payment.decline_code or gift.payment.state
        messages.error(request, sentence(f"decline.{reason}"))
        return HttpResponseRedirect(reverse("storefront:gift_card"))
    waits = gift.state == GiftState.STARTED
    screen = BoughtScreen(
        amount=gift.amount,
        returned=Money(gift.returned_minor, gift.currency),
        state=str(gift.get_state_display()),
        is_paid=gift.state == GiftState.PAID,
        is_waiting=waits,
        recipient=gift.recipient,
        sender=gift.sender,
        message=gift.message,
        design=gift.design,
        deliver_at=gift.deliver_at,
        delivered_at=gift.delivered_at,
        shown_at=gift.shown_at,
        pay_url=gift.payment.redirect_url if waits else "",
        can_return=operations.can_return(gift, clock.now()),
    )
    context = {"shell": storefront_shell(request), "screen": screen}
    return render(request, "storefront/gift-cards/bought.html", context)


def _returned(request: HttpRequest, gift: GiftPurchase) -> HttpResponse:
    try:
        back = operations.return_gift(gift_id=gift.public_id)
    except TradewindError as error:
        messages.error(request, sentence(error.code, error.details))
    else:
        if back:
            said = _("{amount} is on its way back to you, and the card can't be used any more.")
            messages.success(request, said.format(amount=formats.money(back)))
    return HttpResponseRedirect(reverse("storefront:gift_card_bought", args=[gift.token]))


def _opened(request: HttpRequest) -> GiftPurchase:
    shopper, chosen = shopper_of(request), chosen_way(request)
    user = request.user
    person = user if isinstance(user, Person) else None
    return operations.open_gift(
        amount=amount_of(request),
        words=words_of(request),
        buyer_email=shopper.email or request.POST.get("buyer_email", ""),
        place=shopper.place,
        language=shopper.language,
        provider=chosen.provider,
        method=chosen.method,
        key=f"{person.public_id if person else 'guest'}:{request.POST.get('key', '')[:40]}",
        person_id=shopper.person_id,
        card_use=CardUse(
            card_id=chosen.card_id,
            owner_id=shopper.person_id,
            keeps_for=person.public_id if person and chosen.keeps_card else "",
        ),
    )


def _asked_again(gift: GiftPurchase) -> GiftPurchase:
    try:
        payments.refresh(payment_id=gift.payment.public_id)
    except GatewayUnavailable:
        return gift
    operations.settle_gift(gift_id=gift.public_id)
    return get_gift(token=gift.token)


def _form(
    request: HttpRequest, *, errors: Mapping[str, str] | None = None, problem: str = ""
) -> HttpResponse:
    is_typed = request.method == "POST"
    screen = gift_form(
        request,
        find_gift_offer(currency=shopper_of(request).currency),
        typed=request.POST.dict() if is_typed else {},
        key=request.POST.get("key", "")[:40] if is_typed else ids.new_token(),
        errors=errors or {},
        problem=problem,
    )
    context = {"shell": storefront_shell(request), "screen": screen}
    status = 422 if errors or problem else 200
    return render(request, "storefront/gift-cards/buy.html", context, status=status)
