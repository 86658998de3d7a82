"""The rows listings are made from, read for many products at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from tradewind.domains.discovery.rules.offers import VariantPrice
from tradewind.domains.discovery.statements import rows

POPULAR_DAYS = 90

_PRODUCTS = """
SELECT p.id, p.public_id,
       p.status = 'active' AND p.archived_at IS NULL AND s.status = 'open',
       p.slug, p.title, p.translations::text, p.brand, p.category_id, p.tags, p.created_at,
       s.id, s.public_id, s.slug, s.name, s.currency,
       m.file, m.alt, m.alt_translations::text, m.renditions::text,
       ARRAY[e.one, e.two, e.three, e.four, e.five]
FROM catalogue_product p
JOIN stores_store s ON s.id = p.store_id
LEFT JOIN LATERAL (
    SELECT file, alt, alt_translations, renditions FROM catalogue_media
    WHERE product_id = p.id ORDER BY position, id LIMIT 1
) m ON true
LEFT JOIN engagement_productscore e ON e.product_id = p.id
WHERE p.id = ANY(%s::bigint[]) ORDER BY p.id
"""
# The same precedence as pricing.queries.prices_of, in every currency at once.
_PRICES = """
SELECT DISTINCT ON (v.id, r.currency)
       v.product_id, v.id, r.currency, r.amount_minor, r.compare_at_minor
FROM catalogue_variant v
JOIN pricing_price r ON r.variant_id = v.id
WHERE v.product_id = ANY(%(products)s::bigint[]) AND v.archived_at IS NULL
  AND (r.starts_at IS NULL OR r.starts_at <= %(now)s)
  AND (r.ends_at IS NULL OR r.ends_at > %(now)s)
ORDER BY v.id, r.currency, r.starts_at IS NULL AND r.ends_at IS NULL,
         r.starts_at DESC NULLS LAST, r.id DESC
"""
_VARIANTS = """
SELECT v.product_id, v.public_id,
       COALESCE(sum(l.on_hand - l.reserved) FILTER (WHERE o.archived_at IS NULL), 0) > 0
FROM catalogue_variant v
LEFT JOIN inventory_stocklevel l ON l.variant_id = v.id
LEFT JOIN stores_location o ON o.id = l.location_id
WHERE v.product_id = ANY(%s::bigint[]) AND v.archived_at IS NULL
GROUP BY v.id
"""
_SOLD = """
SELECT l.product_id, sum(l.quantity)
FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id
WHERE l.product_id = ANY(%s::bigint[]) AND o.placed_at > %s AND o.stage <> 'cancelled'
GROUP BY l.product_id
"""


class ProductRow(NamedTuple):
    """A product with its store and first picture; jsonb columns as text."""

    product_id: int
    public_id: UUID
    is_on_sale: bool
    slug: str
    title: str
    translations: str
    brand: str
    category_id: int | None
    tags: list[str]
    created_at: datetime
    store_id: int
    store_public_id: UUID
    store_slug: str
    store_name: str
    currency: str
    file: str | None
    alt: str | None
    alt_translations: str | None
    renditions: str | None
    stars: list[int | None]


class VariantRow(NamedTuple):
    public_id: UUID
    is_in_stock: bool


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything about some products, on sale or not; the mappings are by product row id."""

    products: Sequence[ProductRow]
    prices: dict[int, list[VariantPrice]]
    variants: dict[int, list[VariantRow]]
    sold: dict[int, int]


def read(product_ids: Sequence[int], *, now: datetime) -> Truth:
    """Four statements, however many products."""
    given = list(product_ids)
    prices: dict[int, list[VariantPrice]] = defaultdict(list)
    for product_id, *price in rows(_PRICES, {"products": given, "now": now}):
        prices[product_id].append(VariantPrice(*price))
    variants: dict[int, list[VariantRow]] = defaultdict(list)
    for product_id, *variant in rows(_VARIANTS, [given]):
        variants[product_id].append(VariantRow(*variant))
    return Truth(
        products=[ProductRow(*row) for row in rows(_PRODUCTS, [given])],
        prices=prices,
        variants=variants,
        sold={
            product_id: int(pieces)
            for product_id, pieces in rows(_SOLD, [given, now - timedelta(days=POPULAR_DAYS)])
        },
    )
