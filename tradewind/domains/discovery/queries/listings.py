"""Lists of products: each one statement over one table, whatever it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

import orjson
from django.conf import settings

from tradewind.domains.catalogue.queries import category_tree
from tradewind.domains.discovery.rules.cards import Exchange, ListingCard, card
from tradewind.domains.discovery.rules.sorting import ListingSort
from tradewind.domains.discovery.statements import rows
from tradewind.domains.pricing.queries import rates_on
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import exponent
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor

DEEPEST_OFFSET = 10_000
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class _Order:
    """`key` is a column; cursors hold its text, which `read` takes back or raises ValueError."""

    key: str
    read: Callable[[str], Any]
    direction: str

    @property
    def beyond(self) -> str:
        sign = "<" if self.direction == "DESC" else ">"
        return f"({self.key}, product_id) {sign} (%s, %s)"

    @property
    def clause(self) -> str:
        return f"{self.key} {self.direction}, product_id {self.direction}"


_ORDERS = {
    ListingSort.POPULAR: _Order("popularity", int, "DESC"),
    ListingSort.NEWEST: _Order("listed_at", datetime.fromisoformat, "DESC"),
    ListingSort.PRICE_ASC: _Order("base_minor", int, "ASC"),
    ListingSort.PRICE_DESC: _Order("base_minor", int, "DESC"),
}
_BY_ID = "SELECT product_id, tile FROM discovery_listing WHERE product_id = ANY(%s::bigint[])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrow:
    """What a list is limited to; everything given holds together.

    Slugs that nobody has find nothing. `category` takes in those below it. Prices are whole minor
    units of the list's currency, both ends included; they compare at the day's rate.
    """

    category: str = ""
    tag: str = ""
    store: str = ""
    in_stock: bool = False
    price_from: int | None = None
    price_until: int | None = None


EVERYTHING = Narrow()


def list_listings(
    *,
    language: str,
    currency: str,
    narrow: Narrow = EVERYTHING,
    sort: ListingSort = ListingSort.POPULAR,
    cursor: str = "",
    offset: int = 0,
    limit: int = 24,
) -> Page[ListingCard]:
    """Products on sale, by one statement. `cursor` goes on where a page ended, before `offset`.

    Raises `InvalidInput` for a cursor of another order.
    """
    order = _ORDERS[sort]
    exchange = exchange_to(currency)
    conditions, values = _conditions(narrow, exchange)
    if cursor:
        conditions.append(order.beyond)
        values += _read_cursor(cursor, sort)
    statement = (
        f"SELECT product_id, tile, {order.key}::text AS key FROM discovery_listing"  # noqa: S608
        # Written out too: of an unknown limit the planner expects a tenth of the table.
        f"{_where(conditions)} ORDER BY {order.clause}"
        f" LIMIT {limit + 1:d} OFFSET {min(max(offset, 0), DEEPEST_OFFSET):d}"
    )
    found = rows(statement, values)
    shown = [
        card(orjson.loads(row[1]), language=language, exchange=exchange) for row in found[:limit]
    ]
    if len(found) <= limit:
        return Page(shown)
    last_id, _, last_key = found[limit - 1]
    return Page(shown, encode_cursor(sort.value, last_key, last_id))


def count_listings(*, currency: str, narrow: Narrow = EVERYTHING) -> int:
    """How many products `list_listings` would show in all; by one statement."""
    conditions, values = _conditions(narrow, exchange_to(currency))
    statement = f"SELECT count(*) FROM discovery_listing{_where(conditions)}"  # noqa: S608
    return int(rows(statement, values)[0][0])


def cards(*, product_ids: Sequence[int], language: str, currency: str) -> list[ListingCard]:
    """The cards of these products (row ids) in that order, by one statement.

    Products that are not on sale are left out.
    """
    if not product_ids:
        return []
    exchange = exchange_to(currency)
    tiles = dict(rows(_BY_ID, [list(product_ids)]))
    return [
        card(orjson.loads(tiles[product_id]), language=language, exchange=exchange)
        for product_id in product_ids
        if product_id in tiles
    ]


def exchange_to(currency: str) -> Exchange:
    """Tells amounts in `currency` at the rates of today."""
    return Exchange(currency, rates_on(day=clock.now().date()))


def _conditions(narrow: Narrow, exchange: Exchange) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []
    if narrow.category:
        # Its id is written out: the planner must know how common the category is. As a value of a
        # prepared statement it was taken for rare, and all of a large one was read and sorted.
        category = category_tree().by_slug.get(narrow.category)
        category_id = category.category_id if category else 0
        conditions.append(f"categories @> ARRAY[{category_id:d}]::bigint[]")
    if narrow.tag:
        conditions.append("tags @> ARRAY[%s]::varchar[]")
        values.append(narrow.tag)
    if narrow.store:
        conditions.append("store_id = (SELECT id FROM stores_store WHERE slug = %s)")
        values.append(narrow.store)
    if narrow.in_stock:
        conditions.append("is_in_stock")
    for sign, bound, rounding in (
        (">=", narrow.price_from, ROUND_FLOOR),
        ("<=", narrow.price_until, ROUND_CEILING),
    ):
        factor = None if bound is None else exchange.factor(settings.CURRENCIES[0])
        if bound is not None and factor is not None:
            conditions.append(f"base_minor {sign} %s")
            values.append(_in_base(bound, exchange, factor, rounding))
    return conditions, values


def _in_base(minor: int, exchange: Exchange, factor: Decimal, rounding: str) -> int:
    """An amount of the list's currency in the mall's, rounded so that a price equal to it fits."""
    base = settings.CURRENCIES[0]
    scale = exponent(base) - exponent(exchange.currency)
    bounded = max(0, min(minor, _LARGEST))
    exact = (Decimal(bounded) / factor).scaleb(scale)
    return min(int(exact.to_integral_value(rounding)), _LARGEST)


def _read_cursor(cursor: str, sort: ListingSort) -> tuple[Any, int]:
    made_for, key, product_id = decode_cursor(cursor, 3)
    try:
        if made_for != sort or type(product_id) is not int or abs(product_id) > _LARGEST:
            raise ValueError
        value = _ORDERS[sort].read(key)
        if isinstance(value, int) and abs(value) > _LARGEST:
            raise ValueError
    except (TypeError, ValueError):
        raise InvalidInput({"cursor": "invalid"}) from None
    return value, product_id


def _where(conditions: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""
