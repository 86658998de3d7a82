"""Requests for a price as JSON, the same for both sides."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema

from tradewind.api.shapes import Amount, amount_or_none
from tradewind.domains.quotations.models import Offer, Quotation
from tradewind.kernel.money import Money
from tradewind.platform.http.json import money


class WantedShape(Schema):
    variant_id: str
    title: str
    quantity: int


class OfferLineShape(WantedShape):
    unit: Amount
    amount: Amount


class OfferShape(Schema):
    """A version of the offer. `delivery` is null where the store's own fees hold."""

    version: int
    lines: list[OfferLineShape]
    goods: Amount
    delivery: Amount | None
    valid_until: str
    note: str
    keeps_stock: bool
    made_at: str


class SaidShape(Schema):
    by: str = Field(description="shopper or seller")
    text: str
    said_at: str


class QuotationShape(Schema):
    """`state`: asked, answered, accepted, ordered, declined, expired; `offers` the oldest first, the
    last one is what can be accepted."""

    id: str
    store_id: str
    state: str
    declined_by: str
    name: str
    email: str
    currency: str
    country: str
    wanted_on: str | None
    wanted: list[WantedShape]
    version: int
    valid_until: str | None
    offers: list[OfferShape]
    messages: list[SaidShape]
    asked_at: str
    purchase_id: str


class QuotationBrief(Schema):
    id: str
    state: str
    name: str
    currency: str
    wanted: list[WantedShape]
    version: int
    valid_until: str | None
    waits_since: str | None
    asked_at: str


class QuotationPage(Schema):
    items: list[QuotationBrief]
    next_cursor: str | None


class SayIn(Schema):
    text: str = Field(min_length=1, max_length=2_000)


def quotation_json(row: Quotation) -> dict[str, Any]:
    """`row`, read whole, as `QuotationShape`."""
    return {
        "id": row.public_id,
        "store_id": row.store.public_id,
        "state": row.state,
        "declined_by": row.declined_by,
        "name": row.name,
        "email": row.email,
        "currency": row.currency,
        "country": row.country,
        "wanted_on": row.wanted_on,
        "wanted": _wanted(row),
        "version": row.version,
        "valid_until": row.valid_until,
        "offers": [_offer(row, offer) for offer in row.offers.all()],
        "messages": [
            {"by": one.by, "text": one.text, "said_at": one.said_at} for one in row.messages.all()
        ],
        "asked_at": row.asked_at,
        "purchase_id": row.purchase,
    }


def brief_json(row: Quotation) -> dict[str, Any]:
    """`row` as `QuotationBrief`."""
    return {
        "id": row.public_id,
        "state": row.state,
        "name": row.name,
        "currency": row.currency,
        "wanted": _wanted(row),
        "version": row.version,
        "valid_until": row.valid_until,
        "waits_since": row.waits_since,
        "asked_at": row.asked_at,
    }


def _wanted(row: Quotation) -> list[dict[str, Any]]:
    return [
        {
            "variant_id": line.variant.public_id,
            "title": line.variant.product.title,
            "quantity": line.quantity,
        }
        for line in row.wanted.all()
    ]


def _offer(row: Quotation, offer: Offer) -> dict[str, Any]:
    lines = [(line, line.unit(row.currency)) for line in offer.lines.all()]
    goods = sum(unit.minor * line.quantity for line, unit in lines)
    fee = offer.delivery_minor
    return {
        "version": offer.version,
        "lines": [
            {
                "variant_id": line.variant.public_id,
                "title": line.variant.product.title,
                "quantity": line.quantity,
                "unit": money(unit),
                "amount": money(unit * line.quantity),
            }
            for line, unit in lines
        ],
        "goods": money(Money(goods, row.currency)),
        "delivery": amount_or_none(None if fee is None else Money(fee, row.currency)),
        "valid_until": offer.valid_until,
        "note": offer.note,
        "keeps_stock": offer.keeps_stock,
        "made_at": offer.made_at,
    }
