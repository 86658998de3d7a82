"""The hosted page, where a shopper plays the bank; and the settlement file for the mall."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_safe

from tradewind.domains.payments.adapters.sandbox import desk, settlement
from tradewind.domains.payments.adapters.sandbox.cards import CARDS, NEXT_TIME
from tradewind.domains.payments.adapters.sandbox.models import SandboxPayment
from tradewind.domains.payments.adapters.sandbox.scenarios import SCENARIOS
from tradewind.domains.payments.rules import State
from tradewind.platform.http import audience


@audience.guest_token
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose how the payment goes; the reference in the address is the token."""
    payment = SandboxPayment.objects.filter(reference=reference).first()
    if payment is None:
        raise Http404
    if request.method == "POST":
        return _chosen(request, payment)
    if payment.scenario or payment.state != State.PENDING:
        return HttpResponseRedirect(payment.return_url or "/")
    with translation.override(payment.language):
        return render(
            request,
            "sandbox/pay.html",
            {
                "payment": payment,
                "scenarios": SCENARIOS.items(),
                "cards": [(code, f"{name} ···· {last}") for code, (name, last) in CARDS.items()],
                "next_time": [(code, one.title) for code, one in NEXT_TIME.items()],
            },
        )


@audience.mall("money.view")
@require_safe
def settlement_file(request: HttpRequest, currency: str, day: str) -> HttpResponse:
    """The day's settlement in a currency, as CSV."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    return HttpResponse(settlement.write(day=on, currency=currency), content_type="text/csv")


def _chosen(request: HttpRequest, payment: SandboxPayment) -> HttpResponse:
    if "give_up" in request.POST:
        desk.give_up(reference=payment.reference)
    else:
        scenario = request.POST.get("scenario", "")
        brand = request.POST.get("card", "visa")
        next_time = request.POST.get("next_time", "pays")
        if scenario not in SCENARIOS or brand not in CARDS or next_time not in NEXT_TIME:
            raise Http404
        desk.play(reference=payment.reference, scenario=scenario, brand=brand, next_time=next_time)
    return HttpResponseRedirect(payment.return_url or "/")
