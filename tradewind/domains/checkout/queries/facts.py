"""A cart's lines and sellers as they are this moment: one statement, however long the cart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from tradewind.domains.availability.queries import RESTRICTIONS, told
from tradewind.domains.availability.rules import barred
from tradewind.domains.catalogue.queries import PICTURE, SELLABLE
from tradewind.domains.catalogue.rules import words
from tradewind.domains.checkout.facts import LineFacts, StoreFacts
from tradewind.domains.checkout.models import Cart
from tradewind.domains.checkout.queries.quoted import agreed_lines, agreed_stores
from tradewind.domains.duties.queries import CUSTOMS, PAID_FOR, crosses_border, import_rule
from tradewind.domains.inventory.queries import PIECES
from tradewind.domains.orders.queries.commissions import CATEGORY_SHARES, category_share
from tradewind.domains.pricing.queries import PRICE, shown_price
from tradewind.domains.quotations.queries import terms_of
from tradewind.domains.shipping.queries import Parcel, options
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.kernel import ids
from tradewind.kernel.money import Money, total
from tradewind.kernel.place import Place
from tradewind.platform.i18n.languages import country_name

# Written out, because building it anew for each of three quotes a checkout took Django 1 ms.
_ROWS = f"""
SELECT line.public_id, line.quantity, line.seen_minor,
       variant.id, variant.public_id, variant.sku, variant.choices::text, variant.weight_g,
       product.id, product.public_id, product.slug, product.title,
       product.translations::text, product.options::text, product.tax_category,
       product.category_id, product.tags,
       {SELLABLE},
       store.id, store.public_id, store.slug, store.name, store.country, store.region,
       store.prices_include_tax, store.commission_bp,
       {PICTURE}, {CATEGORY_SHARES}::text,
       {PRICE}::text, {PIECES}, {RESTRICTIONS}::text,
       {CUSTOMS}::text, {PAID_FOR},
       (SELECT visit.channel FROM visits_visit AS visit WHERE visit.id = %(visit)s)
FROM checkout_cartline AS line
JOIN catalogue_variant AS variant ON variant.id = line.variant_id
JOIN catalogue_product AS product ON product.id = variant.product_id
JOIN stores_store AS store ON store.id = variant.store_id
WHERE line.cart_id = %(cart)s
ORDER BY line.id
"""  # noqa: S608


class _Row(NamedTuple):
    line_id: UUID
    quantity: int
    seen_minor: int
    variant_id: int
    variant_public_id: UUID
    sku: str
    choices: str
    weight_g: int
    product_id: int
    product_public_id: UUID
    product_slug: str
    title: str
    translations: str
    options: str
    tax_category: str
    category_id: int | None
    tags: list[str]
    is_on_sale: bool
    store_id: int
    store_public_id: UUID
    store_slug: str
    store_name: str
    country: str
    region: str
    prices_include_tax: bool
    commission_bp: int
    picture: str | None
    category_shares: str | None
    price: str | None
    pieces: int
    restrictions: str | None
    customs: str | None
    duties_paid_for: list[str] | None
    channel: str | None


@dataclass(frozen=True, slots=True)
class CartFacts:
    """The lines in the order they were added, the sellers by row id, and the channel of the visit."""

    lines: Sequence[LineFacts]
    stores: Mapping[int, StoreFacts]
    channel: str


def cart_facts(*, cart: Cart, place: Place, language: str, now: datetime) -> CartFacts:
    """Read everything a quote of `cart` delivered to `place` needs, titles in `language`."""
    rows = _rows(cart, now)
    lines = [_line(row, cart.currency, place, language, now) for row in rows]
    terms = terms_of(quotation_id=cart.quotation) if cart.quotation else None
    if terms is not None:
        lines = agreed_lines(lines, terms)
    stores = _stores(rows, lines, place, cart.currency, language, now)
    return CartFacts(
        lines=lines,
        stores=stores if terms is None else agreed_stores(stores, terms),
        channel=(rows[0].channel or "") if rows else "",
    )


def _rows(cart: Cart, now: datetime) -> list[_Row]:
    with connection.cursor() as cursor:
        asked = {"cart": cart.pk, "visit": cart.visit_id, "currency": cart.currency, "now": now}
        cursor.execute(_ROWS, asked)
        return [_Row(*row) for row in cursor.fetchall()]


def _line(row: _Row, currency: str, place: Place, language: str, now: datetime) -> LineFacts:
    named = words(
        title=row.title,
        translations=orjson.loads(row.translations),
        options=orjson.loads(row.options),
        choices=orjson.loads(row.choices),
        language=language,
    )
    customs = orjson.loads(row.customs) if row.customs else ("", "")
    return LineFacts(
        line_id=ids.encode("cli", row.line_id),
        variant_id=row.variant_id,
        variant_public_id=ids.encode("var", row.variant_public_id),
        product_id=row.product_id,
        product_public_id=ids.encode("prd", row.product_public_id),
        product_slug=row.product_slug,
        store_id=row.store_id,
        title=named.title,
        choices=named.choices,
        sku=row.sku,
        picture=row.picture or "",
        quantity=row.quantity,
        weight_g=row.weight_g,
        tax_category=row.tax_category,
        category_id=row.category_id,
        tags=row.tags,
        is_on_sale=row.is_on_sale,
        price=shown_price(row=orjson.loads(row.price or "null"), currency=currency, now=now),
        seen=Money(row.seen_minor, currency),
        available=row.pieces,
        hs=customs[0],
        made_in=customs[1],
        barred_from=_barred_from(row, place, language),
        commission_bp=category_share(row.category_shares, row.category_id),
    )


def _barred_from(row: _Row, place: Place, language: str) -> str:
    rules = told(row=orjson.loads(row.restrictions or "null"), category_id=row.category_id)
    return country_name(place.country, language) if barred(rules, place) else ""


def _stores(
    rows: Sequence[_Row],
    lines: Sequence[LineFacts],
    place: Place,
    currency: str,
    language: str,
    now: datetime,
) -> dict[int, StoreFacts]:
    by_store = {row.store_id: row for row in rows}
    deliveries = options(
        parcels=[_parcel(store_id, lines, currency) for store_id in by_store],
        place=place,
        currency=currency,
        now=now,
    )
    return {
        store_id: StoreFacts(
            store_id=store_id,
            public_id=ids.encode("str", row.store_public_id),
            slug=row.store_slug,
            name=row.store_name,
            origin=Place(row.country, row.region),
            prices_include_tax=row.prices_include_tax,
            commission_bp=row.commission_bp,
            deliveries=[
                replace(option, name=_named(option, language)) for option in deliveries[store_id]
            ],
            crosses_border=crosses_border(sent_from=row.country, place=place, on=now.date()),
            import_rule=import_rule(sent_from=row.country, place=place, on=now.date()),
            pays_duties=place.country in (row.duties_paid_for or ()),
        )
        for store_id, row in by_store.items()
    }


def _named(option: DeliveryOption, language: str) -> str:
    return str(option.translations.get(language, {}).get("name") or option.name)


def _parcel(store_id: int, lines: Sequence[LineFacts], currency: str) -> Parcel:
    inside = [line for line in lines if line.store_id == store_id]
    return Parcel(
        store_id=store_id,
        goods=total(
            (line.price.each(line.quantity) * line.quantity for line in inside if line.price),
            currency,
        ),
        weight_g=sum(line.weight_g * line.quantity for line in inside),
    )
