"""All pages of the console on one, for a phone whose bar has room for five."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tradewind.console.shell import mall_shell, store_shell
from tradewind.platform.http import audience

TEMPLATE = "console/entry/more.html"


@audience.store("orders.view")
@require_safe
def more(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Every page of the store the person may open."""
    return render(request, TEMPLATE, {"shell": store_shell(request)})


@audience.mall("mall.view")
@require_safe
def mall_more(request: HttpRequest) -> HttpResponse:
    """Every page of the office."""
    return render(request, TEMPLATE, {"shell": mall_shell(request)})
