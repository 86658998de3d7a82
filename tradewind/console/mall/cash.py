"""Cash: what couriers are to bring, delivery by delivery; what was refused at the door."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tradewind.console.acting import actor, told
from tradewind.console.shell import mall_shell
from tradewind.domains.orders.models import Order
from tradewind.domains.orders.queries import orders_of_checkout
from tradewind.domains.orders.rules import Stage
from tradewind.domains.payments.operations import collect_cash
from tradewind.domains.payments.queries import list_promised_cash
from tradewind.flows import take_back
from tradewind.kernel.errors import NotFound, TradewindError
from tradewind.platform.http import audience
from tradewind.platform.http.actors import actor_of


@audience.mall("money.view")
@require_safe
def cash(request: HttpRequest) -> HttpResponse:
    """Every purchase to be paid at the door, with its deliveries."""
    promised = list_promised_cash()
    context = {
        "shell": mall_shell(request),
        "rows": [(row, _orders(row.payment.purpose)) for row in promised],
        "can_count": "money.pay" in actor_of(request).mall_permissions,
    }
    return render(request, "console/mall/cash.html", context)


@audience.mall("money.pay")
@require_POST
def receipt(request: HttpRequest, payment_id: str) -> HttpResponse:
    """The cash of one delivery was handed over: POST `order`."""
    try:
        order = _found(request)
        collect_cash(
            payment_id=payment_id, amount=order.total, key=order.public_id, actor=actor(request)
        )
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(request, _("Counted and booked."))
    return HttpResponseRedirect(reverse("console:mall_cash"))


@audience.mall("money.pay")
@require_POST
def refusal(request: HttpRequest, payment_id: str) -> HttpResponse:
    """A delivery was not taken in at the door: POST `order`. It is cancelled, and its goods go back
    on the shelf."""
    try:
        order = _found(request)
        take_back.refuse_at_door(
            store_id=order.store_id, order_id=order.public_id, actor=actor(request)
        )
    except TradewindError as error:
        messages.error(request, told(error))
    else:
        messages.success(
            request,
            _(
                "The order is cancelled and its goods are back. That shopper can't pay at the door again."
            ),
        )
    return HttpResponseRedirect(reverse("console:mall_cash"))


def _orders(checkout_id: str) -> list[Order]:
    return [
        order
        for order in orders_of_checkout(checkout_id=checkout_id)
        if order.stage != Stage.CANCELLED
    ]


def _found(request: HttpRequest) -> Order:
    wanted = request.POST.get("order", "")
    for row in list_promised_cash():
        for order in _orders(row.payment.purpose):
            if order.public_id == wanted:
                return order
    raise NotFound(id=wanted)
