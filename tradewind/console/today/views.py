"""The first page of a working day."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.console.acting import is_fragment
from tradewind.console.second_factor import second_factor_url
from tradewind.console.shell import store_shell
from tradewind.console.today.screen import today_screen
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of

TEMPLATE = "console/today/today.html"


@audience.store("orders.view")
@require_safe
def today(request: audience.StoreRequest, store: str) -> HttpResponse:
    """The page, or with htmx only what changes while it is open."""
    screen = today_screen(
        request.store,
        permissions=request.store_access.permissions,
        is_operator=actor_of(request).is_operator,
        now=clock.now(),
    )
    if is_fragment(request):
        return render(request, f"{TEMPLATE}#work", {"screen": screen})
    context = {
        "shell": store_shell(request),
        "screen": screen,
        "store": request.store,
        "is_paused": request.store.status == Store.Status.PAUSED,
        "second_factor_url": second_factor_url(request),
    }
    return render(request, TEMPLATE, context)
