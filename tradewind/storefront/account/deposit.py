"""Paying into the deposit, and having it paid back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.models import TopUp
from tradewind.domains.loyalty.queries import Deposit, balances_of, find_wallet_of_person
from tradewind.domains.loyalty.queries.top_ups import choices_of_amount, get_top_up, ways_to_pay
from tradewind.domains.loyalty.rules.deposits import TopUpState
from tradewind.domains.payments import operations as payments
from tradewind.domains.payments.gateways import Offer
from tradewind.domains.payments.ports import GatewayUnavailable
from tradewind.domains.payments.wording import METHODS
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.languages import current
from tradewind.storefront.account.frame import account_page, person_id_of, person_of
from tradewind.storefront.shopper import shopper_of

HERE = "storefront:account_points"


@dataclass(frozen=True, slots=True)
class TopUpScreen:
    """The form. `amounts` are minor units and how they read; none where nothing can be paid in."""

    deposit: Deposit
    amounts: Sequence[tuple[str, str]]
    providers: Sequence[tuple[str, str]]
    key: str
    problem: str


@audience.person
@require_http_methods(["GET", "HEAD", "POST"])
def top_up(request: HttpRequest) -> HttpResponse:
    """The form, and on to the provider."""
    if request.method != "POST":
        return _form(request, "")
    try:
        row = _opened(request)
    except TradewindError as error:
        return _form(request, sentence(error.code, error.details))
    back = reverse("storefront:account_top_up_back", args=[row.public_id])
    payment = operations.begin_top_up(
        top_up=row,
        source="",
        return_url=back,
        email=person_of(request).email,
        language=current(),
    )
    return HttpResponseRedirect(payment.redirect_url or back)


@audience.person
@require_safe
def back(request: HttpRequest, top_up_id: str) -> HttpResponse:
    """Where the provider's page leads back to: what became of it."""
    row = get_top_up(person_id=person_id_of(request), top_up_id=top_up_id)
    if row.state == TopUpState.STARTED:
        row = _asked_again(row)
    amount = formats.money(row.amount)
    if row.state == TopUpState.CREDITED:
        messages.success(request, _("{amount} is in your deposit.").format(amount=amount))
    elif row.state == TopUpState.STARTED:
        said = _("We wait for your bank. The {amount} will be here as soon as it says yes.")
        messages.info(request, said.format(amount=amount))
    else:
        messages.error(request, _("Nothing was paid in. Try again or use another card."))
        return HttpResponseRedirect(reverse("storefront:account_top_up"))
    return HttpResponseRedirect(f"{reverse(HERE)}?unit={row.currency}")


@audience.person
@require_POST
def withdrawal(request: HttpRequest) -> HttpResponse:
    """Pay back to the card what was paid in and not spent."""
    try:
        amount = Money(int(request.POST.get("minor", "")), request.POST.get("currency", ""))
    except ValueError:
        raise InvalidInput({"minor": "invalid"}) from None
    try:
        operations.withdraw(
            person_id=person_id_of(request),
            amount=amount,
            key=f"{person_of(request).public_id}:{request.POST.get('key', '')[:40]}",
        )
    except TradewindError as error:
        messages.error(request, sentence(error.code, error.details))
    else:
        said = _("{amount} is on its way back to your card. Banks take up to five working days.")
        messages.success(request, said.format(amount=formats.money(amount)))
    return HttpResponseRedirect(f"{reverse(HERE)}?unit={amount.currency}")


def _opened(request: HttpRequest) -> TopUp:
    currency = shopper_of(request).currency
    typed = request.POST.get("minor", "")
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 12):
        raise InvalidInput({"minor": "required"})
    provider, _space, method = request.POST.get("provider", "").partition(" ")
    return operations.open_top_up(
        person_id=person_id_of(request),
        amount=Money(int(typed), currency),
        provider=provider,
        method=method or "card",
        key=f"{person_of(request).public_id}:{request.POST.get('key', '')[:40]}",
    )


def _title(offer: Offer) -> str:
    title, _note = METHODS.get((offer.provider, offer.method.code), (offer.provider, ""))
    return str(title)


def _asked_again(row: TopUp) -> TopUp:
    try:
        payments.refresh(payment_id=row.payment.public_id)
    except GatewayUnavailable:
        return row
    return operations.settle_top_up(top_up_id=row.public_id)


def _form(request: HttpRequest, problem: str) -> HttpResponse:
    currency, now = shopper_of(request).currency, clock.now()
    wallet = find_wallet_of_person(person_id=person_id_of(request))
    deposit = balances_of(wallet=wallet, currency=currency, now=now).deposits[0]
    amounts = choices_of_amount(balance=deposit.balance, now=now)
    screen = TopUpScreen(
        deposit=deposit,
        amounts=[(str(amount.minor), formats.money(amount)) for amount in amounts],
        providers=[
            (f"{offer.provider} {offer.method.code}", _title(offer))
            for offer in (ways_to_pay(amount=amounts[0]) if amounts else [])
        ],
        key=ids.new_token(),
        problem=problem,
    )
    return account_page(
        request, "top-up.html", HERE, {"screen": screen}, status=422 if problem else 200
    )
