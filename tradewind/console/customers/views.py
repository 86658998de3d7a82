"""Looking at customers: the list, and one of them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.console.acting import is_fragment
from tradewind.console.customers.screen import Wanted, customer_screen, customers_screen
from tradewind.console.shell import store_shell
from tradewind.platform.http import audience

LIST = "console/customers/list.html"
DETAIL = "console/customers/detail.html"


@audience.store("customers.view")
@require_safe
def customers(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Whoever bought last comes first; with htmx the list alone, or only its next rows."""
    wanted = Wanted.of(request.GET)
    context = {"screen": customers_screen(request.store, wanted), "store": request.store}
    if is_fragment(request):
        part = "more" if wanted.cursor else "list"
        return render(request, f"{LIST}#{part}", context)
    return render(request, LIST, {"shell": store_shell(request), **context})


@audience.store("customers.view")
@require_safe
def customer(request: audience.StoreRequest, store: str, customer_id: str) -> HttpResponse:
    """One customer: a page, or with htmx the inside of the sheet."""
    may_merge = "customers.change" in request.store_access.permissions
    screen = customer_screen(request.store, customer_id, may_merge=may_merge)
    context = {"screen": screen, "store": request.store}
    if is_fragment(request):
        return render(request, f"{DETAIL}#fragment", context)
    return render(request, DETAIL, {"shell": store_shell(request), **context})
