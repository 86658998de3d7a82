"""What is about to go into a cart, and what of it lies there already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from tradewind.domains.checkout.models import Cart
from tradewind.domains.checkout.queries.rows import CartRow, cart_rows
from tradewind.domains.pricing.queries import shown_price
from tradewind.kernel import ids
from tradewind.kernel.money import Money


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
    asked = uuids_of(variant_ids)
    rows = cart_rows(cart=cart, now=now, wanted=asked)
    return goods_in(rows=rows, asked=asked, currency=cart.currency, now=now)


def uuids_of(variant_ids: Collection[str]) -> dict[UUID, str]:
    """Public ids by what stands in the row. Raises `NotFound` for a text that is none."""
    return {ids.decode("var", variant_id): variant_id for variant_id in variant_ids}


def goods_in(
    *, rows: Sequence[CartRow], asked: Mapping[UUID, str], currency: str, now: datetime
) -> dict[str, Goods]:
    """What rows that were read say about the variants `asked` for; as `goods_for`."""
    lines = sum(row.line_id is not None for row in rows)
    found = {}
    for row in rows:
        if row.variant_public_id not in asked or not row.is_on_sale:
            continue
        price = shown_price(row=orjson.loads(row.price or "null"), currency=currency, now=now)
        if price is not None:
            found[asked[row.variant_public_id]] = Goods(
                row.variant_id, price.amount, row.pieces, row.quantity, lines
            )
    return found
