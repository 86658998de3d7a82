"""What one piece costs with everything where it goes, over REST."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Field, Schema

from tradewind.api.shapes import Amount
from tradewind.domains.discovery.landed import landed
from tradewind.domains.discovery.queries import LiveFacts, SaleFacts
from tradewind.kernel.place import Place
from tradewind.platform.http.json import money


class ImportRuleShape(Schema):
    """By which rule customs is estimated. `checked_on` is null where its limits are from memory."""

    starts_on: str
    checked_on: str | None
    source: str
    rates_source: str


class LandedShape(Schema):
    """One piece of the cheapest variant by the cheapest way, to the place asked about.

    ``price + delivery + tax_difference + duties == total`` is charged; customs is thought to ask
    `at_border` beside it, null where it crosses a border and nobody knows how much.
    """

    price: Amount
    delivery: Amount
    tax_difference: Amount
    duties: Amount
    at_border: Amount | None
    total: Amount
    crosses_border: bool
    is_duty_paid: bool = Field(description="Delivered duty paid, else unpaid")
    rule: ImportRuleShape | None


def landed_json(
    *, live: LiveFacts, sale: SaleFacts, place: Place, on: date
) -> dict[str, Any] | None:
    """`LandedShape`; None where it is not delivered."""
    if not sale.deliveries or not sale.prices:
        return None
    price = min((shown.amount for shown in sale.prices.values()), key=lambda one: one.minor)
    cost = landed(live=live, price=price, delivery=sale.deliveries[0].price, place=place, on=on)
    is_unknown = cost.crosses_border and not cost.is_paid and cost.customs is None
    rule = cost.customs.rule if cost.customs else None
    return {
        "price": money(cost.price),
        "delivery": money(cost.delivery),
        "tax_difference": money(cost.tax_difference),
        "duties": money(cost.duties),
        "at_border": None if is_unknown else money(cost.at_border),
        "total": money(cost.total),
        "crosses_border": cost.crosses_border,
        "is_duty_paid": cost.crosses_border and cost.is_paid,
        "rule": {
            "starts_on": rule.starts_on,
            "checked_on": rule.checked_on,
            "source": rule.source,
            "rates_source": rule.rates_source,
        }
        if rule
        else None,
    }
