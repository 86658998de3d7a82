"""A guest's own points: an address or number is shown to be theirs by a code, then what lies there."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tradewind.domains.loyalty.models import Wallet
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.storefront.account.points import points_screen
from tradewind.storefront.proving import (
    check_digits,
    find_proven_wallet,
    keep_proof,
    kept_proof,
    send_code,
)
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import shopper_of

_HERE = "storefront:points"


@dataclass(frozen=True, slots=True)
class ProvingScreen:
    """The form: first the contact, then with a `code_id` the digits. `errors` are sentences."""

    contact: str = ""
    code_id: str = ""
    errors: dict[str, str] = field(default_factory=dict)


@audience.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def points(request: HttpRequest) -> HttpResponse:
    """A member's are in the account. A guest POSTs `prove`: send (`contact`), check (`code_id`,
    `digits`), or forget; with what was proven the page shows balance and history."""
    if shopper_of(request).person_id is not None:
        return HttpResponseRedirect(reverse("storefront:account_points"))
    if request.method == "POST":
        return _prove(request)
    wallet = find_proven_wallet(kept_proof(request))
    return _held(request, wallet) if wallet is not None else _form(request, ProvingScreen())


def _prove(request: HttpRequest) -> HttpResponse:
    step = request.POST.get("prove", "")
    contact = request.POST.get("contact", "").strip()[:254]
    code_id = request.POST.get("code_id", "")[:40]
    if step == "forget":
        response = HttpResponseRedirect(reverse(_HERE))
        keep_proof(response, "")
        return response
    try:
        if step == "check":
            response = HttpResponseRedirect(reverse(_HERE))
            keep_proof(response, check_digits(request, code_id=code_id))
            return response
        country = shopper_of(request).place.country
        code_id = send_code(request, contact=contact, country=country)
    except TradewindError as error:
        wrong = "digits" if step == "check" else "contact"
        return _form(request, ProvingScreen(contact, code_id, {wrong: _told(error)}), status=422)
    return _form(request, ProvingScreen(contact, code_id))


def _form(request: HttpRequest, screen: ProvingScreen, *, status: int = 200) -> HttpResponse:
    context = {"shell": storefront_shell(request), "screen": screen}
    return render(request, "storefront/points/prove.html", context, status=status)


def _held(request: HttpRequest, wallet: Wallet) -> HttpResponse:
    context = {
        "shell": storefront_shell(request),
        "screen": points_screen(request, wallet, csv_url=""),
    }
    return render(request, "storefront/points/points.html", context)


def _told(error: TradewindError) -> str:
    if isinstance(error, InvalidInput):
        return sentence(f"field.{next(iter(error.fields.values()))}")
    return sentence(error.code, error.details)
