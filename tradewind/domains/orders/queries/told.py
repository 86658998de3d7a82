"""What is told of purchases, for subscribers and letters: constant statements, however many."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from tradewind.kernel import ids
from tradewind.kernel.errors import NotFound

_BUYERS = """
SELECT p.public_id, p.email, p.person_id, p.language, p.placed_at, o.public_id, o.store_id
FROM orders_purchase p JOIN orders_order o ON o.purchase_id = p.id
WHERE p.public_id = ANY(%s::uuid[]) ORDER BY o.id
"""
_PURCHASE = """
SELECT p.public_id, p.number, p.token, p.name, p.country, p.address::text, p.currency,
       p.total_minor, p.checkout
FROM orders_purchase p WHERE p.public_id = %s
"""
_ORDERS = """
SELECT o.public_id, o.number, s.name, o.currency, o.goods_minor, o.shipping_minor,
       o.discount_minor, o.tax_minor, o.total_minor, o.delivery, o.promised_from,
       COALESCE(o.delayed_until, o.promised_until), (
           SELECT sum(l.quantity - l.cancelled - l.shipped)
           FROM orders_orderline l WHERE l.order_id = o.id
       ), (
           SELECT jsonb_agg(jsonb_build_array(
               l.title, l.choices, l.quantity, l.goods_minor, l.discount_minor,
               jsonb_path_query_array(l.discounts, '$[*].name')) ORDER BY l.id)
           FROM orders_orderline l WHERE l.order_id = o.id
       )::text
FROM orders_order o JOIN orders_purchase p ON p.id = o.purchase_id
JOIN stores_store s ON s.id = o.store_id
WHERE p.public_id = %s ORDER BY o.id
"""
_CLAIMS = """
SELECT c.public_id, c.state, o.stage, (
           SELECT actor = '' FROM orders_claimstep s WHERE s.claim_id = c.id ORDER BY s.id LIMIT 1
       )
FROM orders_claim c JOIN orders_order o ON o.id = c.order_id
WHERE c.public_id = ANY(%s::uuid[])
"""
_CANCELLED = """
SELECT c.refund_minor FROM orders_claim c JOIN orders_order o ON o.id = c.order_id
WHERE o.public_id = %s AND c.kind = 'cancel' AND c.state = 'settled' ORDER BY c.id DESC LIMIT 1
"""


class ToldClaim(NamedTuple):
    """A claim as it stands now, with its order's stage and whether the shopper asked for it."""

    state: str
    stage: str
    by_shopper: bool


class Buyer(NamedTuple):
    """Whom a purchase's news go to. `stores` is the store's row id by order, public id."""

    purchase_id: str
    email: str
    person_id: int | None
    language: str
    placed_at: datetime
    stores: dict[str, int]


class ToldLine(NamedTuple):
    """A line as bought, with the names of the promotions that took `discount_minor` off it."""

    title: str
    choices: list[str]
    quantity: int
    goods_minor: int
    discount_minor: int
    promotions: list[str]


class ToldOrder(NamedTuple):
    """One seller's part, `seller` by name; `promised_until` is what was said last, `unsent` how many
    pieces are still to leave."""

    public_id: str
    number: str
    seller: str
    currency: str
    goods_minor: int
    shipping_minor: int
    discount_minor: int
    tax_minor: int
    total_minor: int
    delivery: str
    promised_from: date
    promised_until: date
    unsent: int
    lines: list[ToldLine]


class ToldPurchase(NamedTuple):
    """A purchase with its orders, as a letter says it."""

    public_id: str
    number: str
    token: str
    name: str
    country: str
    address: dict[str, Any]
    currency: str
    total_minor: int
    checkout: str
    orders: list[ToldOrder]


def buyers(*, purchase_ids: Collection[str]) -> dict[str, Buyer]:
    """Who bought these (public ids). Raises `NotFound` when one of them does not exist."""
    uuids = {ids.decode("pur", public_id): public_id for public_id in purchase_ids}
    found: dict[str, Buyer] = {}
    for uuid, email, person_id, language, placed_at, order, store_id in _rows(_BUYERS, list(uuids)):
        public_id = uuids[uuid]
        buyer = found.setdefault(
            public_id, Buyer(public_id, email, person_id, language, placed_at, {})
        )
        buyer.stores[ids.encode("ord", order)] = store_id
    for public_id in purchase_ids:
        if public_id not in found:
            raise NotFound(id=public_id)
    return found


def claims_told(*, claim_ids: Collection[str]) -> dict[str, ToldClaim]:
    """These claims (public ids) as they stand now. One statement."""
    uuids = [ids.decode("clm", public_id) for public_id in claim_ids]
    return {
        ids.encode("clm", uuid): ToldClaim(state, stage, bool(by_shopper))
        for uuid, state, stage, by_shopper in _rows(_CLAIMS, uuids)
    }


def cancelled_minor(*, order_id: str) -> int | None:
    """What the last cancellation of an order (public id) gave back; None where there was none."""
    rows = _rows(_CANCELLED, ids.decode("ord", order_id))
    return int(rows[0][0]) if rows else None


def purchase_told(*, public_id: str) -> ToldPurchase:
    """One purchase whole, for what the mall writes about it. Raises `NotFound`."""
    uuid = ids.decode("pur", public_id)
    rows = _rows(_PURCHASE, uuid)
    if not rows:
        raise NotFound(id=public_id)
    [(_, number, token, name, country, address, currency, total_minor, checkout)] = rows
    return ToldPurchase(
        public_id,
        number,
        token,
        name,
        country,
        orjson.loads(address),
        currency,
        total_minor,
        checkout,
        [_order(*row) for row in _rows(_ORDERS, uuid)],
    )


def _order(public_id: UUID, *columns: Any) -> ToldOrder:
    *plain, lines = columns
    told = [ToldLine(*line) for line in orjson.loads(lines or "[]")]
    return ToldOrder._make((ids.encode("ord", public_id), *plain, told))


def _rows(statement: str, value: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [value])
        return list(cursor.fetchall())
