"""What is about to go into a cart, and what of it lies there already."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import orjson
from django.db import connection

from tradewind.domains.catalogue.queries import SELLABLE
from tradewind.domains.checkout.models import Cart
from tradewind.domains.inventory.queries import PIECES
from tradewind.domains.pricing.queries import PRICE, shown_price
from tradewind.kernel import ids
from tradewind.kernel.money import Money

_GOODS = f"""
SELECT variant.public_id, variant.id, {PRICE}::text, {PIECES},
       coalesce((SELECT line.quantity FROM checkout_cartline line
                 WHERE line.cart_id = %(cart)s AND line.variant_id = variant.id), 0),
       (SELECT count(*) FROM checkout_cartline line WHERE line.cart_id = %(cart)s)
FROM catalogue_variant variant
JOIN catalogue_product product ON product.id = variant.product_id
JOIN stores_store store ON store.id = variant.store_id
WHERE variant.public_id = ANY(%(variants)s::uuid[]) AND {SELLABLE}
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Goods:
    """A variant on sale: its price in the cart's currency, pieces that can be had, pieces of it in
    the cart, and how many lines the cart has."""

    variant_id: int
    price: Money
    available: int
    held: int
    lines: int


def goods_for(*, cart: Cart, variant_ids: Collection[str], now: datetime) -> dict[str, Goods]:
    """Those variants, by public id, that `cart` may take; one statement.

    What is not on sale, or has no price in the cart's currency, is not in the answer. Raises
    `NotFound` for a text that is no variant's id.
    """
    asked = {ids.decode("var", variant_id): variant_id for variant_id in variant_ids}
    values = {"cart": cart.pk, "variants": list(asked), "currency": cart.currency, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(_GOODS, values)
        rows = cursor.fetchall()
    found = {}
    for uuid, variant_id, row, available, held, lines in rows:
        price = shown_price(row=orjson.loads(row or "null"), currency=cart.currency, now=now)
        if price is not None:
            found[asked[uuid]] = Goods(variant_id, price.amount, available, held, lines)
    return found
