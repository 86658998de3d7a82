"""Packing slips: one sheet of paper an order, without prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tradewind.domains.checkout.queries import Gift, gifts_of
from tradewind.domains.orders.models import Order
from tradewind.domains.orders.queries import get_orders
from tradewind.platform.http import audience
from tradewind.platform.i18n.addresses import address_lines
from tradewind.platform.i18n.languages import country_name
from tradewind.ui.shell import Shell

_MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class SlipLine:
    """What to take from the shelf; `left` pieces of it go into the parcel."""

    title: str
    choices: str
    sku: str
    left: int


@dataclass(frozen=True, slots=True)
class Slip:
    """A sheet of paper."""

    number: str
    placed_at: datetime
    promised_until: date
    delivery: str
    address: Sequence[str]
    phone: str
    note: str
    gift: Gift | None
    lines: Sequence[SlipLine]


@audience.store("orders.view")
@require_safe
def slips(request: audience.StoreRequest, store: str) -> HttpResponse:
    """Sheets for the orders named by `order`, to print."""
    chosen = list(dict.fromkeys(request.GET.getlist("order")))[:_MOST_AT_ONCE]
    found = get_orders(store_id=request.store.pk, order_ids=chosen)
    gifts = gifts_of(checkout_ids={order.purchase.checkout for order in found})
    context = {
        "shell": Shell(home_url=reverse("console:orders", args=[request.store.slug])),
        "slips": [_slip(order, gifts.get(order.purchase.checkout)) for order in found],
        "store": request.store,
    }
    return render(request, "console/orders/slips.html", context)


def _slip(order: Order, gift: Gift | None) -> Slip:
    purchase = order.purchase
    lines = [
        SlipLine(
            title=line.title,
            choices=" · ".join(line.choices),
            sku=line.sku,
            left=line.unsent,
        )
        for line in order.lines.all()
    ]
    return Slip(
        number=order.number,
        placed_at=order.placed_at,
        promised_until=order.promised_until,
        delivery=order.delivery,
        address=address_lines(
            purchase.country, purchase.address, with_country=country_name(purchase.country)
        ),
        phone=purchase.phone,
        # What the buyer wrote to the seller is not for who unpacks the gift.
        note="" if gift else order.note,
        gift=gift,
        lines=[line for line in lines if line.left],
    )
