"""What shoppers are told about their orders, in words. Rows hold ids; the rest is read when sent.

The letters that also say how it was paid are `checkout.letters`', which stands above.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tradewind.domains.notices.letters import Facts, Letter
from tradewind.domains.orders.claim_letters import CLAIM_LETTERS
from tradewind.domains.orders.models import Order, Shipment
from tradewind.domains.orders.queries.hours import find_store_order
from tradewind.domains.orders.queries.told import (
    ToldOrder,
    ToldPurchase,
    cancelled_minor,
    purchase_told,
)
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money
from tradewind.kernel.money import total as total_of
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.addresses import address_lines
from tradewind.platform.i18n.languages import country_name, current


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A line of an order; `choices` as one text, ``Blue, M``; `discount` is below zero."""

    title: str
    choices: str
    quantity: int
    goods: Money
    discount: Money
    promotions: str


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """One seller's part. `tax_added` is what tax put on top, `tax_within` what the prices held."""

    number: str
    seller: str
    lines: list[LetterLine]
    goods: Money
    shipping: Money
    delivery: str
    tax_added: Money
    tax_within: Money
    promised_from: date
    promised_until: date
    discount: Money
    shipping_off: Money
    total: Money


def purchase_facts(facts: Facts) -> dict[str, Any]:
    purchase = purchase_told(public_id=facts["purchase"])
    orders = [_order(order) for order in purchase.orders]
    country = country_name(purchase.country)
    return {
        **_frame(purchase),
        "orders": orders,
        "total": Money(purchase.total_minor, purchase.currency),
        "many": len(orders) > 1,
        "address": address_lines(purchase.country, purchase.address, with_country=country),
    }


def order_facts(facts: Facts) -> dict[str, Any]:
    purchase = purchase_told(public_id=facts["purchase"])
    found = next(row for row in purchase.orders if row.public_id == facts["order"])
    return {**_frame(purchase), "order": _order(found), "seller": found.seller}


def _shipment(facts: Facts) -> dict[str, Any]:
    purchase = purchase_told(public_id=facts["purchase"])
    parcel = _parcel(facts["shipment"])
    order = next(row for row in purchase.orders if row.public_id == parcel.order.public_id)
    return {
        **_frame(purchase),
        "order": _order(order),
        "seller": order.seller,
        "left": 0 if parcel.claim_id else order.unsent,
        "carrier": parcel.carrier,
        "tracking_number": parcel.tracking_number,
        "tracking_url": parcel.tracking_url,
        "contents": [
            LetterLine(
                title=item.line.title,
                choices=formats.listed(item.line.choices),
                quantity=item.quantity,
                goods=Money(item.line.unit_minor * item.quantity, order.currency),
                discount=Money.zero(order.currency),
                promotions="",
            )
            for item in parcel.lines.all()
        ],
    }


def cancellation_facts(facts: Facts) -> dict[str, Any]:
    told = order_facts(facts)
    minor = cancelled_minor(order_id=facts["order"])
    # What was cancelled piece by piece before was told, and refunded, before.
    refund = told["order"].total if minor is None else Money(minor, told["order"].total.currency)
    return {**told, "was_refunded": facts["reason"] != "payment_reversed", "refund": refund}


def _frame(purchase: ToldPurchase) -> dict[str, Any]:
    page = reverse("storefront:purchase", args=[purchase.token])
    return {
        "checkout": purchase.checkout,
        "number": purchase.number,
        "name": purchase.name,
        "link": absolute_url(page, language=current()),
    }


def _order(order: ToldOrder) -> LetterOrder:
    unit = order.currency
    goods, shipping = Money(order.goods_minor, unit), Money(order.shipping_minor, unit)
    total, discount = Money(order.total_minor, unit), Money(order.discount_minor, unit)
    added = total - goods - shipping + discount
    return LetterOrder(
        number=order.number,
        seller=order.seller,
        lines=[
            LetterLine(
                title=line.title,
                choices=formats.listed(line.choices),
                quantity=line.quantity,
                goods=Money(line.goods_minor, unit),
                discount=Money(-line.discount_minor, unit),
                promotions=formats.listed(dict.fromkeys(line.promotions)),
            )
            for line in order.lines
        ],
        goods=goods,
        shipping=shipping,
        delivery=order.delivery,
        tax_added=added,
        tax_within=Money.zero(unit) if added else Money(order.tax_minor, unit),
        promised_from=order.promised_from,
        promised_until=order.promised_until,
        discount=-discount,
        shipping_off=total_of((Money(line.discount_minor, unit) for line in order.lines), unit)
        - discount,
        total=total,
    )


def _delay(facts: Facts) -> dict[str, Any]:
    told = order_facts(facts)
    order = Order.objects.across_stores("a letter is about an order of its own purchase").get(
        public_id=facts["order"]
    )
    until = date.fromisoformat(facts["until"])
    found = order.delays.filter(until=until).last()
    form = reverse("storefront:claim_new", args=[order.purchase.token, order.public_id])
    unsent = any(line.unsent for line in order.lines.all())
    return {
        **told,
        "until": until,
        "before": found.before if found else order.promised_until,
        "note": found.note if found else "",
        "cancel_link": absolute_url(f"{form}?kind=cancel", language=current()) if unsent else "",
    }


def _parcel(shipment_id: str) -> Shipment:
    found = (
        Shipment.objects.across_stores("a letter is about a parcel of its own purchase")
        .select_related("order")
        .prefetch_related("lines__line")
        .filter(public_id=shipment_id)
        .first()
    )
    if found is None:
        raise NotFound(id=shipment_id)
    return found


def _hours(facts: Facts) -> dict[str, Any]:
    order = find_store_order(order_id=facts["order"])
    if order is None:
        raise NotFound(order=facts["order"])
    page = reverse("console:order", args=[order.store.slug, order.public_id])
    return {
        "number": order.number,
        "day": date.fromisoformat(facts["day"]),
        "starts": facts["starts"],
        "ends": facts["ends"],
        "link": absolute_url(page, language=current()),
    }


LETTERS = (
    *CLAIM_LETTERS,
    Letter(
        kind="orders.shipped",
        purpose="orders",
        template="orders/mail/shipped",
        subject=_("Your parcel from {seller} is on its way"),
        gather=_shipment,
    ),
    Letter(
        kind="orders.hours_moved",
        purpose="store_work",
        template="orders/mail/hours-moved",
        subject=_("Other delivery hours for order {number}"),
        gather=_hours,
    ),
    Letter(
        kind="orders.delayed",
        purpose="orders",
        template="orders/mail/delayed",
        subject=_("Your order from {seller} comes later"),
        gather=_delay,
    ),
    Letter(
        kind="orders.refused",
        purpose="orders",
        template="orders/mail/refused",
        subject=_("Your order from {seller} came back"),
        gather=order_facts,
    ),
    Letter(
        kind="orders.delivered",
        purpose="orders",
        template="orders/mail/delivered",
        subject=_("Your order from {seller} has arrived"),
        gather=order_facts,
    ),
)
