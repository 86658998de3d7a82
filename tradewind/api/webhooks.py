"""What outside systems tell us unasked. Each proves itself by its own signature, or is asked back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tradewind.domains.payments.gateways import gateway
from tradewind.domains.payments.operations import receive_message
from tradewind.domains.payments.ports import (
    BadSignature,
    GatewayUnavailable,
    Incoming,
    OtherAmount,
    OtherMerchant,
    Outcome,
)
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse

app_name = "webhooks"

_OUTCOMES: dict[type[TradewindError], Outcome] = {
    NotFound: Outcome.UNKNOWN_PAYMENT,
    OtherAmount: Outcome.OTHER_AMOUNT,
    OtherMerchant: Outcome.OTHER_MERCHANT,
    BadSignature: Outcome.BAD_SIGNATURE,
    GatewayUnavailable: Outcome.UNAVAILABLE,
}


@csrf_exempt
@audience.public
@require_http_methods(["GET", "POST"])
def payments(request: HttpRequest, provider: str) -> HttpResponse:
    """A payment provider's message, answered in the provider's own words.

    News and old news are both taken, so that it stops. GET counts as well: some vendors call so.
    """
    port = gateway(provider)
    incoming = Incoming(
        method=str(request.method),
        headers=request.headers,
        query={name: str(value) for name, value in request.GET.items()},
        body=request.body,
    )
    try:
        outcome = receive_message(provider=provider, incoming=incoming)
    except tuple(_OUTCOMES) as error:
        outcome = next(end for kind, end in _OUTCOMES.items() if isinstance(error, kind))
        told = port.answer(outcome)
        if told.status >= 400:
            raise
    else:
        told = port.answer(outcome)
    return JsonResponse(dict(told.body), status=told.status)


urlpatterns = [path("payments/<slug:provider>", payments, name="payments")]
