"""What a product page says beside the words: price, stock, delivery; told in the words' statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from tradewind.domains.availability.queries import barring
from tradewind.domains.catalogue.queries import (
    Beside,
    ProductFacts,
    find_product,
    find_unpublished,
    get_product,
)
from tradewind.domains.duties.queries import CUSTOMS, PAID_FOR
from tradewind.domains.engagement.queries.reviews import NO_SCORE, SCORE, ShownScore, shown_score
from tradewind.domains.guides.queries import HAS_GUIDES
from tradewind.domains.inventory.queries import PIECES
from tradewind.domains.pricing.queries import PRICE, shown_price
from tradewind.domains.pricing.rules import RateMissing, ShownPrice
from tradewind.domains.shipping.queries import Parcel, options
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.domains.tax.rules import STANDARD
from tradewind.kernel.place import Place

NOWHERE = Place("")

_LIVE = f"""
(SELECT json_build_object(
    'variants', json_agg(json_build_array(variant.id, {PRICE}, {PIECES})),
    'from', (SELECT json_build_array(country, region, prices_include_tax)
             FROM stores_store WHERE id = p.store_id),
    'tax', p.tax_category,
    'customs', {CUSTOMS.replace("product.", "p.")},
    'paid_for', {PAID_FOR.replace("store.id", "p.store_id")},
    'guides', {HAS_GUIDES},
    'score', {SCORE})::text
 FROM catalogue_variant variant WHERE variant.product_id = p.id AND variant.archived_at IS NULL)
"""  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveFacts:
    """`prices` and `available` (pieces) by variant row id; a variant without a price can't be
    bought in that currency. The rest is what taxes and customs want to know, countries by code, and
    whether the store has any guide of sizes or shades."""

    prices: Mapping[int, ShownPrice]
    available: Mapping[int, int]
    score: ShownScore = NO_SCORE
    origin: Place = NOWHERE
    prices_include_tax: bool = False
    tax_category: str = STANDARD
    hs: str = ""
    made_in: str = ""
    duties_paid_for: Sequence[str] = ()
    has_guides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleFacts(LiveFacts):
    """With `deliveries` of one piece of the cheapest, the cheapest way first; none where the store
    does not deliver or may not sell it."""

    deliveries: Sequence[DeliveryOption]


NOT_FOR_SALE = SaleFacts(prices={}, available={}, deliveries=())


def find_live_product(
    *, store_slug: str, slug: str, language: str, currency: str, now: datetime
) -> tuple[ProductFacts, LiveFacts] | None:
    """`find_product` with what its variants cost in `currency` and how many are there.

    One statement.
    """
    product = find_product(
        store_slug=store_slug, slug=slug, language=language, beside=_asked(currency, now)
    )
    return None if product is None else (product, _live(product, currency, now))


def find_live_draft(
    *, store_slug: str, slug: str, language: str, currency: str, now: datetime
) -> tuple[ProductFacts, LiveFacts] | None:
    """`find_unpublished` with what it will cost and how many are there. One statement."""
    product = find_unpublished(
        store_slug=store_slug, slug=slug, language=language, beside=_asked(currency, now)
    )
    return None if product is None else (product, _live(product, currency, now))


def get_live_product(
    *, product_id: str, language: str, currency: str, now: datetime
) -> tuple[ProductFacts, LiveFacts]:
    """The same by public id. Raises `NotFound`."""
    product = get_product(product_id=product_id, language=language, beside=_asked(currency, now))
    return product, _live(product, currency, now)


def sale_facts(
    *, product: ProductFacts, live: LiveFacts, currency: str, place: Place, now: datetime
) -> SaleFacts:
    """When `product` reaches `place`, beside what it costs; nothing of what is not on sale.

    No statement of its own, delivery methods being kept in the process.
    """
    if not product.is_on_sale:
        return NOT_FOR_SALE
    above = product.breadcrumbs
    rule = barring(
        store_id=product.store.store_id,
        product=product.public_id,
        variant_id=None,
        category_id=above[-1].category_id if above else None,
        place=place,
    )
    return SaleFacts(
        prices=live.prices,
        available=live.available,
        deliveries=() if rule else _deliveries(product, live.prices, place, currency, now),
    )


def _asked(currency: str, now: datetime) -> Beside:
    return Beside(_LIVE, {"currency": currency, "now": now})


def _live(product: ProductFacts, currency: str, now: datetime) -> LiveFacts:
    told = orjson.loads(product.beside or "{}")
    rows = told.get("variants") or []
    customs = told.get("customs") or ("", "")
    country, region, includes_tax = told.get("from") or ("", "", False)
    shown = {
        variant_id: shown_price(row=price, currency=currency, now=now)
        for variant_id, price, _ in rows
    }
    return LiveFacts(
        prices={variant_id: price for variant_id, price in shown.items() if price},
        available={variant_id: pieces for variant_id, _, pieces in rows},
        score=shown_score(told.get("score")),
        origin=Place(country, region),
        prices_include_tax=includes_tax,
        tax_category=told.get("tax") or STANDARD,
        hs=customs[0],
        made_in=customs[1],
        duties_paid_for=told.get("paid_for") or (),
        has_guides=bool(told.get("guides")),
    )


def _deliveries(
    product: ProductFacts,
    prices: Mapping[int, ShownPrice],
    place: Place,
    currency: str,
    now: datetime,
) -> Sequence[DeliveryOption]:
    if not prices:
        return ()
    weights = {variant.variant_id: variant.weight_g for variant in product.variants}
    cheapest = min(prices, key=lambda variant_id: (prices[variant_id].amount.minor, variant_id))
    store_id = product.store.store_id
    parcel = Parcel(store_id=store_id, goods=prices[cheapest].amount, weight_g=weights[cheapest])
    try:
        return options(parcels=[parcel], place=place, currency=currency, now=now)[store_id]
    except RateMissing:
        return ()
