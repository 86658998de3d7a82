"""Delivery hours of an order: read, and moved while the store's rule lets them be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tradewind.domains.orders.models import Order
from tradewind.domains.orders.operations.rescheduling import reschedule
from tradewind.domains.orders.queries import get_purchase
from tradewind.domains.orders.rules import Stage
from tradewind.domains.shipping.slots import find_booking
from tradewind.kernel import clock
from tradewind.kernel.errors import TradewindError
from tradewind.platform.http import audience
from tradewind.platform.http.sentences import sentence
from tradewind.storefront.checkout.hours import slot_choices, told_slot


@dataclass(frozen=True, slots=True)
class OrderHours:
    """When it comes, and what else could be chosen; nothing once it is too late."""

    told: str
    choices: Sequence[tuple[str, str]]
    url: str


def hours_of(order: Order, checkout: str, token: str) -> OrderHours | None:
    """The hours that were chosen for an order; None where none were. One statement, then three."""
    booked = find_booking(store_id=order.store_id, holder=checkout, now=clock.now())
    if booked is None or order.stage == Stage.CANCELLED:
        return None
    waits = order.stage in (Stage.PAID, Stage.PREPARING) and booked.is_movable
    choices = slot_choices(order.store_id, booked.method_id) if waits else []
    return OrderHours(
        told=told_slot(booked.slot),
        choices=[choice for choice in choices if choice[0] != booked.slot.id],
        url=reverse("storefront:order_hours", args=[token, order.public_id]),
    )


@audience.guest_token
@require_POST
def order_hours(request: HttpRequest, token: str, order_id: str) -> HttpResponse:
    """Other hours: POST `slot`."""
    purchase = get_purchase(token=token)
    try:
        reschedule(purchase_id=purchase.pk, order_id=order_id, slot=request.POST.get("slot", ""))
    except TradewindError as error:
        messages.error(request, sentence(error.code, error.details))
    else:
        messages.success(request, _("Moved. The seller knows."))
    return HttpResponseRedirect(reverse("storefront:purchase", args=[token]))
