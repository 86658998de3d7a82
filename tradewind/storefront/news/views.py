"""The way out of every commercial mail: one click, no account, no cookie (RFC 8058, CASL s. 11)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tradewind.domains.consent.links import read_stop_token
from tradewind.domains.consent.models import Purpose
from tradewind.domains.consent.operations import withdraw
from tradewind.domains.stores.queries import get_store
from tradewind.platform.http import audience
from tradewind.storefront.plain import plain_shell


# Mail programs post without our cookies; the signed link is what proves the right.
@csrf_exempt
@audience.guest_token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_news(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once, then stop. Programs that open links to look at them stop nothing."""
    subscription = read_stop_token(token)
    is_done = request.method == "POST"
    if is_done:
        for purpose in (Purpose.MARKETING, Purpose.WATCHED):
            withdraw(email=subscription.email, purpose=purpose, store_id=subscription.store_id)
    store = get_store(store_id=subscription.store_id) if subscription.store_id else None
    shown = {
        "shell": plain_shell(),
        "is_done": is_done,
        "email": subscription.email,
        "sender": store.name if store else plain_shell().mall_name,
    }
    return render(request, "storefront/news/stop.html", shown)
