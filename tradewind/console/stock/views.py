"""Looking at the stock."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.console.acting import is_fragment
from tradewind.console.shell import store_shell
from tradewind.console.stock.screen import Wanted, goods_screen, stock_screen
from tradewind.platform.http import audience

LIST = "console/stock/list.html"
GOODS = "console/stock/goods.html"


@audience.store("stock.view")
@require_safe
def stock(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Shelves, the emptiest first; with htmx the list alone, or only its next rows."""
    wanted = Wanted.of(request.GET)
    context = {
        "screen": stock_screen(request.store, wanted),
        "store": request.store,
        "can_change": "stock.change" in request.store_access.permissions,
    }
    if is_fragment(request):
        part = "more" if wanted.cursor else "list"
        return render(request, f"{LIST}#{part}", context)
    return render(request, LIST, {"shell": store_shell(request), **context})


@audience.store("stock.view")
@require_safe
def goods(request: audience.StoreRequest, store: str, variant_id: str) -> HttpResponse:
    """One article: a page, or with htmx the inside of the sheet."""
    can_change = "stock.change" in request.store_access.permissions
    screen = goods_screen(request.store, variant_id, can_change=can_change)
    context = {"screen": screen, "store": request.store}
    if is_fragment(request):
        return render(request, f"{GOODS}#fragment", context)
    return render(request, GOODS, {"shell": store_shell(request), **context})
