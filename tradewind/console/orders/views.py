"""Looking at orders: the list, one of them, and leave to hear of their steps."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.console.acting import is_fragment
from tradewind.console.orders.detail import order_screen
from tradewind.console.orders.listing import Wanted, order_row, orders_screen
from tradewind.console.shell import store_shell
from tradewind.platform.http import audience
from tradewind.platform.http.json import JsonResponse
from tradewind.platform.realtime import tickets

LIST = "console/orders/list.html"
DETAIL = "console/orders/detail.html"


@audience.store("orders.view")
@require_safe
def orders(request: audience.StoreRequest, store: str) -> HttpResponse:
    """The list as the address narrows it; with htmx the list alone, or only its next rows."""
    wanted = Wanted.of(request.GET)
    context = {"screen": orders_screen(request.store, wanted), "store": request.store}
    if is_fragment(request):
        part = "more" if wanted.cursor else "list"
        return render(request, f"{LIST}#{part}", context)
    return render(request, LIST, {"shell": store_shell(request), **context})


@audience.store("orders.view")
@require_safe
def row(request: audience.StoreRequest, store: str, order_id: str) -> HttpResponse:
    """One row of the list, after its order moved elsewhere."""
    return render(request, f"{LIST}#row", {"row": order_row(request.store, order_id)})


@audience.store("orders.view")
@require_safe
def order(request: audience.StoreRequest, store: str, order_id: str) -> HttpResponse:
    """One order: a page, or with htmx the inside of the sheet."""
    permissions = request.store_access.permissions
    screen = order_screen(request.store, order_id, permissions=permissions)
    context = {"screen": screen, "store": request.store}
    if is_fragment(request):
        return render(request, f"{DETAIL}#fragment", context)
    return render(request, DETAIL, {"shell": store_shell(request), **context})


@audience.store("orders.view")
@require_safe
def ticket(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Leave to hear of this store's orders as they come and move."""
    topics = [f"store:{request.store.public_id}:orders"]
    return JsonResponse({"ticket": tickets.issue(topics=topics)})
