"""What shoppers are told about their orders, in words. Rows hold ids; the rest is read when sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tradewind.domains.notices.letters import Facts, Letter
from tradewind.domains.orders.models import Order, Purchase, Shipment
from tradewind.domains.orders.queries import get_purchase_by_id
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money
from tradewind.platform.http.addresses import absolute_url
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.addresses import address_lines
from tradewind.platform.i18n.languages import country_name, current


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A line of an order; `choices` as one text, ``Blue, M``."""

    title: str
    choices: str
    quantity: int
    goods: Money


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
    total: Money


def _purchase(facts: Facts) -> dict[str, Any]:
    purchase = get_purchase_by_id(public_id=facts["purchase"])
    orders = [_order(order) for order in purchase.orders.all()]
    country = country_name(purchase.country)
    return {
        **_frame(purchase),
        "orders": orders,
        "total": purchase.total,
        "many": len(orders) > 1,
        "address": address_lines(purchase.country, purchase.address, with_country=country),
    }


def _one_order(facts: Facts) -> dict[str, Any]:
    purchase = get_purchase_by_id(public_id=facts["purchase"])
    found = next(row for row in purchase.orders.all() if row.public_id == facts["order"])
    return {**_frame(purchase), "order": _order(found), "seller": found.store.name}


def _shipment(facts: Facts) -> dict[str, Any]:
    purchase = get_purchase_by_id(public_id=facts["purchase"])
    order, parcel = _parcel(purchase, facts["shipment"])
    return {
        **_frame(purchase),
        "order": _order(order),
        "seller": order.store.name,
        "carrier": parcel.carrier,
        "tracking_number": parcel.tracking_number,
        "tracking_url": parcel.tracking_url,
        "contents": [
            LetterLine(
                title=item.line.title,
                choices=formats.listed(item.line.choices),
                quantity=item.quantity,
                goods=Money(item.line.unit_minor * item.quantity, order.currency),
            )
            for item in parcel.lines.all()
        ],
    }


def _cancellation(facts: Facts) -> dict[str, Any]:
    return {**_one_order(facts), "was_refunded": facts["reason"] != "payment_reversed"}


def _frame(purchase: Purchase) -> dict[str, Any]:
    page = reverse("storefront:purchase", args=[purchase.token])
    return {
        "number": purchase.number,
        "name": purchase.name,
        "link": absolute_url(page, language=current()),
    }


def _order(order: Order) -> LetterOrder:
    unit = order.currency
    goods, shipping = Money(order.goods_minor, unit), Money(order.shipping_minor, unit)
    added = order.total - goods - shipping
    return LetterOrder(
        number=order.number,
        seller=order.store.name,
        lines=[
            LetterLine(
                title=line.title,
                choices=formats.listed(line.choices),
                quantity=line.quantity,
                goods=Money(line.goods_minor, unit),
            )
            for line in order.lines.all()
        ],
        goods=goods,
        shipping=shipping,
        delivery=order.delivery,
        tax_added=added,
        tax_within=Money.zero(unit) if added else Money(order.tax_minor, unit),
        promised_from=order.promised_from,
        promised_until=order.promised_until,
        total=order.total,
    )


def _parcel(purchase: Purchase, shipment_id: str) -> tuple[Order, Shipment]:
    for order in purchase.orders.all():
        for parcel in order.shipments.all():
            if parcel.public_id == shipment_id:
                return order, parcel
    raise NotFound(id=shipment_id)


LETTERS = (
    Letter(
        kind="orders.confirmation",
        template="orders/mail/confirmation",
        subject=_("Your order {number} is in"),
        gather=_purchase,
    ),
    Letter(
        kind="orders.shipped",
        template="orders/mail/shipped",
        subject=_("Your parcel from {seller} is on its way"),
        gather=_shipment,
    ),
    Letter(
        kind="orders.delivered",
        template="orders/mail/delivered",
        subject=_("Your order from {seller} has arrived"),
        gather=_one_order,
    ),
    Letter(
        kind="orders.cancelled",
        template="orders/mail/cancelled",
        subject=_("Your order from {seller} was cancelled"),
        gather=_cancellation,
    ),
)
