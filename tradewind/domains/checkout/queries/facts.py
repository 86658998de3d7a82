"""A cart's lines and sellers as they are this moment, from the rows that were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import orjson

from tradewind.domains.availability.queries import told
from tradewind.domains.availability.rules import barred
from tradewind.domains.catalogue.rules import words
from tradewind.domains.checkout.facts import LineFacts, StoreFacts
from tradewind.domains.checkout.queries.quoted import agreed_lines, agreed_stores
from tradewind.domains.checkout.queries.rows import CartRow
from tradewind.domains.duties.queries import crosses_border, import_rule
from tradewind.domains.orders.queries.commissions import category_share
from tradewind.domains.pricing.queries import shown_price
from tradewind.domains.quotations.queries import terms_of
from tradewind.domains.shipping.queries import Parcel, options
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.kernel import ids
from tradewind.kernel.money import Money, total
from tradewind.kernel.place import Place
from tradewind.platform.i18n.languages import country_name


@dataclass(frozen=True, slots=True)
class CartFacts:
    """The lines in the order they were added, the sellers by row id, the channel of the visit, and
    whether the mall or one of the sellers runs any promotion that needs no code."""

    lines: Sequence[LineFacts]
    stores: Mapping[int, StoreFacts]
    channel: str
    is_promoted: bool


def cart_facts(
    *,
    rows: Sequence[CartRow],
    currency: str,
    place: Place,
    language: str,
    now: datetime,
    quotation: str = "",
) -> CartFacts:
    """What the rows of a cart say to a quote delivered to `place`, titles in `language`; of a cart
    that buys an accepted offer, `quotation` is its public id."""
    lines = [_line(row, currency, place, language, now) for row in rows]
    terms = terms_of(quotation_id=quotation) if quotation else None
    if terms is not None:
        lines = agreed_lines(lines, terms)
    stores = _stores(rows, lines, place, currency, language, now)
    return CartFacts(
        lines=lines,
        stores=stores if terms is None else agreed_stores(stores, terms),
        channel=(rows[0].channel or "") if rows else "",
        is_promoted=any(row.is_promoted for row in rows),
    )


def _line(row: CartRow, currency: str, place: Place, language: str, now: datetime) -> LineFacts:
    named = words(
        title=row.title,
        translations=orjson.loads(row.translations),
        options=orjson.loads(row.options),
        choices=orjson.loads(row.choices),
        language=language,
    )
    customs = orjson.loads(row.customs) if row.customs else ("", "")
    return LineFacts(
        line_id=ids.encode("cli", row.line_id) if row.line_id else "",
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


def _barred_from(row: CartRow, place: Place, language: str) -> str:
    rules = told(row=orjson.loads(row.restrictions or "null"), category_id=row.category_id)
    return country_name(place.country, language) if barred(rules, place) else ""


def _stores(
    rows: Sequence[CartRow],
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
