"""Following a purchase by its guest link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.domains.orders.queries import claims_of, get_purchase
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.realtime import tickets
from tradewind.storefront.orders.screen import purchase_screen
from tradewind.storefront.shell import storefront_shell

TEMPLATE = "storefront/orders/purchase.html"


@audience.guest_token
@require_safe
def purchase(request: HttpRequest, token: str) -> HttpResponse:
    """The page, or with htmx only the part that moves."""
    found = get_purchase(token=token)
    screen = purchase_screen(found, claims_of(purchase_id=found.pk))
    if "HX-Request" in request.headers:
        return render(request, f"{TEMPLATE}#orders", {"screen": screen})
    return render(request, TEMPLATE, {"shell": storefront_shell(request), "screen": screen})


@audience.guest_token
@require_safe
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """Leave to hear of this purchase's steps as they happen."""
    found = get_purchase(token=token)
    return JsonResponse({"ticket": tickets.issue(topics=[f"purchase:{found.public_id}"])})
