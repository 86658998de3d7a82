"""Everything PostgreSQL knows about a cart's lines this moment: one statement, however many.

The same statement tells about variants that are about to go into the cart, so what is put in and
what the cart then costs are reckoned from one reading.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from tradewind.domains.availability.queries import RESTRICTIONS
from tradewind.domains.catalogue.queries import PICTURE, SELLABLE
from tradewind.domains.checkout.models import Cart
from tradewind.domains.duties.queries import CUSTOMS, PAID_FOR
from tradewind.domains.inventory.queries import PIECES
from tradewind.domains.orders.queries.commissions import CATEGORY_SHARES
from tradewind.domains.pricing.queries import PRICE
from tradewind.domains.promotions.queries import IS_PROMOTED

# Written out, because building it anew for each of three quotes a checkout took Django 1 ms. The list
# of ids stands in a SELECT of its own, where PostgreSQL does not look at how long it is and keeps one
# plan: planning these tables anew takes longer than reading them.
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
       {CUSTOMS}::text, {PAID_FOR}, {IS_PROMOTED},
       (SELECT visit.channel FROM visits_visit AS visit WHERE visit.id = %(visit)s)
FROM (
    SELECT id, public_id, variant_id, quantity, seen_minor
    FROM checkout_cartline WHERE cart_id = %(cart)s
    UNION ALL
    SELECT NULL, NULL, wanted.id, 0, 0
    FROM catalogue_variant AS wanted
    WHERE wanted.public_id = ANY((SELECT %(wanted)s::uuid[])::uuid[])
      AND NOT EXISTS (SELECT FROM checkout_cartline AS held
                      WHERE held.cart_id = %(cart)s AND held.variant_id = wanted.id)
) AS line
JOIN catalogue_variant AS variant ON variant.id = line.variant_id
JOIN catalogue_product AS product ON product.id = variant.product_id
JOIN stores_store AS store ON store.id = variant.store_id
ORDER BY line.id, variant.id
"""  # noqa: S608


class CartRow(NamedTuple):
    """A line, or a variant that may become one: that has no `line_id` and no pieces yet."""

    line_id: UUID | None
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
    is_promoted: bool
    channel: str | None


def cart_rows(*, cart: Cart, now: datetime, wanted: Collection[UUID] = ()) -> list[CartRow]:
    """The lines in the order they were added, then those of `wanted` that are in none of them.

    A cart that is not saved has no lines.
    """
    asked = {
        "cart": cart.pk or 0,
        "visit": cart.visit_id or 0,
        "wanted": list(wanted),
        "currency": cart.currency,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, asked)
        return [CartRow(*row) for row in cursor.fetchall()]
