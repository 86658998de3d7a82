"""An order over REST, the same for its shopper and its seller."""

from __future__ import annotations

from typing import Any

from ninja import Schema

from tradewind.api.shapes import Amount
from tradewind.domains.orders.models import Order, OrderLine, Shipment
from tradewind.kernel.money import Money
from tradewind.platform.http.json import money


class OrderDiscountShape(Schema):
    """What one promotion took off a line, by the name it had then."""

    promotion_id: str
    name: str
    amount: Amount


class OrderLineShape(Schema):
    """``goods - discount`` is what was to pay before any tax on top; `paid` is with it."""

    id: str
    title: str
    choices: list[str]
    sku: str
    quantity: int
    shipped: int
    cancelled: int
    returned: int
    unit: Amount
    goods: Amount
    discount: Amount
    discounts: list[OrderDiscountShape]
    paid: Amount


class StageShape(Schema):
    stage: str
    at: str
    reason: str


class ShipmentShape(Schema):
    id: str
    carrier: str
    tracking_number: str
    tracking_url: str
    shipped_at: str
    delivered_at: str | None
    pieces: dict[str, int]


class OrderShape(Schema):
    """`discount` is everything taken off goods and shipping."""

    id: str
    number: str
    store: str
    stage: str
    placed_at: str
    delivery: str
    promised_from: str
    promised_until: str
    expected_until: str
    note: str
    goods: Amount
    shipping: Amount
    discount: Amount
    tax: Amount
    total: Amount
    lines: list[OrderLineShape]
    history: list[StageShape]
    shipments: list[ShipmentShape]


def order_json(order: Order) -> dict[str, Any]:
    """`order`, read with its lines, history and parcels, in the shape of `OrderShape`."""
    unit = order.currency
    return {
        "id": order.public_id,
        "number": order.number,
        "store": order.store.name,
        "stage": order.stage,
        "placed_at": order.placed_at,
        "delivery": order.delivery,
        "promised_from": order.promised_from,
        "promised_until": order.promised_until,
        "expected_until": order.expected_until,
        "note": order.note,
        "goods": money(Money(order.goods_minor, unit)),
        "shipping": money(Money(order.shipping_minor, unit)),
        "discount": money(Money(order.discount_minor, unit)),
        "tax": money(Money(order.tax_minor, unit)),
        "total": money(order.total),
        "lines": [_line(line, unit) for line in order.lines.all()],
        "history": [
            {"stage": step.to_stage, "at": step.changed_at, "reason": step.reason}
            for step in order.history.all()
        ],
        "shipments": [_shipment(parcel) for parcel in order.shipments.all()],
    }


def _line(line: OrderLine, unit: str) -> dict[str, Any]:
    return {
        "id": line.public_id,
        "title": line.title,
        "choices": line.choices,
        "sku": line.sku,
        "quantity": line.quantity,
        "shipped": line.shipped,
        "cancelled": line.cancelled,
        "returned": line.returned,
        "unit": money(Money(line.unit_minor, unit)),
        "goods": money(Money(line.goods_minor, unit)),
        "discount": money(Money(line.discount_minor, unit)),
        "discounts": [
            {
                "promotion_id": part["promotion"],
                "name": part["name"],
                "amount": money(Money(part["minor"], unit)),
            }
            for part in line.discounts
        ],
        "paid": money(Money(line.paid_minor, unit)),
    }


def _shipment(parcel: Shipment) -> dict[str, Any]:
    return {
        "id": parcel.public_id,
        "carrier": parcel.carrier,
        "tracking_number": parcel.tracking_number,
        "tracking_url": parcel.tracking_url,
        "shipped_at": parcel.shipped_at,
        "delivered_at": parcel.delivered_at,
        "pieces": {item.line.public_id: item.quantity for item in parcel.lines.all()},
    }
