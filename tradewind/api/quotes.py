"""A quote over REST."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema

from tradewind.api.shapes import Amount
from tradewind.domains.checkout.quoting import LineQuote, Quote, StoreQuote
from tradewind.domains.pricing.rules import Step
from tradewind.domains.promotions.rules import Applied, Discount, Outcome
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.platform.http.json import money
from tradewind.platform.http.sentences import sentence


class DeliveryShape(Schema):
    """A way to deliver, with its price and the days it arrives within."""

    method_id: str
    name: str
    price: Amount
    arrives_from: str = Field(examples=["2026-11-24"])
    arrives_until: str


class DiscountShape(Schema):
    """What one promotion takes off, and the sentence that says so."""

    promotion_id: str
    name: str
    code: str
    amount: Amount
    why: str


class CouponCodeShape(Schema):
    """A code that was entered. `refusal` is a stable reason (``coupon_expired`` …) or empty."""

    code: str
    refusal: str
    title: str


class StepShape(Schema):
    """From `pieces` on, each costs `each`."""

    pieces: int
    each: Amount


class LineShape(Schema):
    """`unit` holds for this quantity; `step` is the quantity price it reached, `next_step` the one
    it did not."""

    id: str
    variant_id: str
    product_id: str
    title: str
    choices: list[str]
    sku: str
    quantity: int
    available: int
    unit: Amount
    step: StepShape | None
    next_step: StepShape | None
    compare_at: Amount | None
    goods: Amount
    discounts: list[DiscountShape]


class SellerShape(Schema):
    """One seller's part; each becomes an order of its own."""

    store_id: str
    store: str
    lines: list[LineShape]
    deliveries: list[DeliveryShape]
    delivery_id: str | None
    goods: Amount
    shipping: Amount
    shipping_discounts: list[DiscountShape]
    discount: Amount
    tax_difference: Amount
    duties: Amount
    at_border: Amount | None
    total: Amount


class ProblemShape(Schema):
    """Why a line can't be bought as it stands."""

    code: str
    line_id: str
    title: str


class TaxShape(Schema):
    name: str
    amount: Amount


class QuoteShape(Schema):
    """``goods + shipping - discount + tax_difference + duties == total``; customs is thought to ask
    `at_border` beside it; `taxes` says how much of it is
    which tax, `near` what little is missing for a better price."""

    currency: str
    country: str
    region: str
    sellers: list[SellerShape]
    problems: list[ProblemShape]
    pieces: int
    goods: Amount
    shipping: Amount
    discount: Amount
    promotions: list[DiscountShape]
    codes: list[CouponCodeShape]
    near: list[str]
    taxes: list[TaxShape]
    tax_difference: Amount
    duties: Amount
    at_border: Amount
    total: Amount


def quote_json(quote: Quote) -> dict[str, Any]:
    """`quote` in the shape of `QuoteShape`."""
    return {
        "currency": quote.currency,
        "country": quote.place.country,
        "region": quote.place.region,
        "sellers": [_seller(store) for store in quote.stores],
        "problems": [
            {
                "code": problem.code,
                "line_id": problem.line_id,
                "title": sentence(problem.code, problem.details),
            }
            for problem in quote.problems
        ],
        "pieces": quote.pieces,
        "goods": money(quote.goods),
        "shipping": money(quote.shipping),
        "discount": money(quote.off),
        "promotions": [_discount(used) for used in quote.deals.applied],
        "codes": _codes(quote.deals),
        "near": [sentence(miss.why, miss.facts) for miss in quote.deals.near],
        "taxes": [
            {"name": name, "amount": money(amount)} for name, amount in quote.tax_by_name.items()
        ],
        "tax_difference": money(quote.tax_difference),
        "duties": money(quote.duties),
        "at_border": money(quote.at_border),
        "total": money(quote.total),
    }


def _seller(store: StoreQuote) -> dict[str, Any]:
    return {
        "store_id": store.facts.public_id,
        "store": store.facts.name,
        "lines": [_line(line) for line in store.lines],
        "deliveries": [delivery_json(option) for option in store.facts.deliveries],
        "delivery_id": store.delivery.method_id if store.delivery else None,
        "goods": money(store.goods),
        "shipping": money(store.shipping),
        "shipping_discounts": [_discount(part) for part in store.shipping_discounts],
        "discount": money(store.off),
        "tax_difference": money(store.tax_difference),
        "duties": money(store.duties),
        "at_border": money(store.at_border.whole) if store.at_border else None,
        "total": money(store.total),
    }


def _line(line: LineQuote) -> dict[str, Any]:
    facts = line.facts
    compare_at = facts.price.compare_at if facts.price else None
    return {
        "id": facts.line_id,
        "variant_id": facts.variant_public_id,
        "product_id": facts.product_public_id,
        "title": facts.title,
        "choices": list(facts.choices),
        "sku": facts.sku,
        "quantity": facts.quantity,
        "available": facts.available,
        "unit": money(line.unit),
        "step": step_json(facts.price.step(facts.quantity)) if facts.price else None,
        "next_step": step_json(facts.price.next_step(facts.quantity)) if facts.price else None,
        "compare_at": money(compare_at) if compare_at else None,
        "goods": money(line.goods),
        "discounts": [_discount(part) for part in line.discounts],
    }


def step_json(step: Step | None) -> dict[str, Any] | None:
    """`step` in the shape of `StepShape`."""
    return {"pieces": step.pieces, "each": money(step.amount)} if step else None


def _discount(part: Discount | Applied) -> dict[str, Any]:
    return {
        "promotion_id": part.public_id,
        "name": part.name,
        "code": part.code,
        "amount": money(part.amount),
        "why": sentence(part.why, part.facts),
    }


def _codes(deals: Outcome) -> list[dict[str, str]]:
    used = [
        {"code": part.code, "refusal": "", "title": sentence(part.why, part.facts)}
        for part in deals.applied
        if part.code
    ]
    refused = [
        {"code": no.code, "refusal": no.reason, "title": sentence(no.reason, no.facts)}
        for no in deals.refused
    ]
    return used + refused


def delivery_json(option: DeliveryOption) -> dict[str, Any]:
    """`option` in the shape of `DeliveryShape`."""
    return {
        "method_id": option.method_id,
        "name": option.name,
        "price": money(option.price),
        "arrives_from": option.arrives_from,
        "arrives_until": option.arrives_until,
    }
