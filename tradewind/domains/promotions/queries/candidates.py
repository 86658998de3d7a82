"""The offers that may concern a basket: one statement, however many promotions run."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from tradewind.domains.promotions.models import Promotion
from tradewind.domains.promotions.rules import (
    Basket,
    How,
    Offer,
    Outcome,
    Terms,
    apply,
    keys_of,
    normal_code,
    read_terms_json,
)
from tradewind.domains.promotions.whose import whos_of
from tradewind.kernel import ids
from tradewind.platform.models import in_language

# Whether anything may concern a basket with goods of the row `store` of whatever statement asks,
# without a code and for nobody in particular: if nothing can, `candidates` need not be asked.
IS_PROMOTED = """(
EXISTS (SELECT FROM promotions_promotion AS running
        WHERE running.store_id = store.id AND running.state = 'live' AND running.how = 'automatic')
OR EXISTS (SELECT FROM promotions_promotion AS running
           WHERE running.store_id IS NULL AND running.state = 'live'
             AND running.how = 'automatic'))"""
# Written out, because every cart asks it. Automatic ones come by the index over `reach`; codes and
# the wallet by their own. What a checkout holds already does not stand in its own way.
_CANDIDATES = """
WITH wanted AS (
    SELECT id AS promotion_id, 'automatic' AS how, NULL::bigint AS code_id, '' AS code,
           false AS code_full, true AS is_kept
    FROM promotions_promotion
    WHERE state = 'live' AND how = 'automatic' AND reach && %(keys)s::varchar[]
      AND (starts_at IS NULL OR starts_at <= %(now)s) AND (ends_at IS NULL OR ends_at > %(now)s)
    UNION ALL
    (SELECT code.promotion_id, 'code', code.id, code.text,
            code.used - (mine.id IS NOT NULL)::int >= code.limit,
            EXISTS (SELECT FROM promotions_walletentry AS kept
                    WHERE kept.promotion_id = code.promotion_id AND kept.person_id = %(person)s)
     FROM promotions_code AS code
     LEFT JOIN promotions_redemption AS mine
         ON mine.holder = %(holder)s AND mine.code_id = code.id AND mine.state = 'held'
     WHERE code.text = ANY(%(codes)s::varchar[])
     ORDER BY code.store_id = ANY(%(stores)s::bigint[]) DESC NULLS FIRST, code.id
     LIMIT 50)
    UNION ALL
    SELECT entry.promotion_id, 'wallet', code.id, COALESCE(code.text, ''),
           code.used - (mine.id IS NOT NULL)::int >= code.limit, true
    FROM promotions_walletentry AS entry
    JOIN promotions_promotion AS promotion ON promotion.id = entry.promotion_id
    LEFT JOIN promotions_code AS code ON code.id = entry.code_id
    LEFT JOIN promotions_redemption AS mine
        ON mine.holder = %(holder)s AND mine.code_id = code.id AND mine.state = 'held'
    WHERE entry.person_id = %(person)s AND promotion.state = 'live'
      AND promotion.reach && %(keys)s::varchar[]
)
SELECT p.id, p.public_id, p.version, p.store_id, p.name, p.translations::text, p.terms::text,
       p.currency, p.state, p.how, p.is_public, p.starts_at, p.ends_at,
       wanted.how, wanted.code_id, wanted.code, COALESCE(wanted.code_full, false), wanted.is_kept,
       p.total_limit IS NOT NULL AND p.used - (own.id IS NOT NULL)::int >= p.total_limit,
       p.budget_minor - p.spent_minor + COALESCE(own.amount_minor, 0),
       p.person_limit IS NOT NULL AND EXISTS (
           SELECT FROM promotions_tally AS tally
           WHERE tally.promotion_id = p.id AND tally.who = ANY(%(whos)s::varchar[])
             AND tally.used - (tally.who = ANY(COALESCE(own.whos, '{}')))::int >= p.person_limit)
FROM wanted
JOIN promotions_promotion AS p ON p.id = wanted.promotion_id
LEFT JOIN promotions_redemption AS own
    ON own.holder = %(holder)s AND own.promotion_id = p.id AND own.state = 'held'
"""
_BOUGHT = """
SELECT DISTINCT store_id FROM customers_customer
WHERE orders_count > 0 AND (person_id = %(person)s OR (%(email)s <> '' AND lower(email) = %(email)s))
"""
_MOST_KEPT = 10_000
_kept_terms: OrderedDict[tuple[str, int], Terms] = OrderedDict()


class _Row(NamedTuple):
    promotion_id: int
    public_id: UUID
    version: int
    store_id: int | None
    name: str
    translations: str
    terms: str
    currency: str
    state: str
    how: str
    is_public: bool
    starts_at: datetime | None
    ends_at: datetime | None
    came: str
    code_id: int | None
    code: str
    code_full: bool
    is_kept: bool
    is_full: bool
    left: int | None
    yours_used: bool


def candidates(*, basket: Basket, holder: str = "", language: str = "") -> list[Offer]:
    """Offers that may concern the basket, each once for each way it came. One statement.

    `holder` is the checkout that asks: its own held uses don't count against it.
    """
    shopper = basket.shopper
    asked: dict[str, Any] = {
        "keys": keys_of(basket.lines),
        "stores": sorted({line.store_id for line in basket.lines}),
        "codes": sorted({normal_code(code) for code in basket.codes}),
        "person": shopper.person_id,
        "whos": whos_of(person_id=shopper.person_id, email=shopper.email),
        "holder": holder,
        "now": basket.now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, asked)
        return [_offer(_Row(*row), language) for row in cursor.fetchall()]


def outcome(*, basket: Basket, holder: str = "", language: str = "") -> Outcome:
    """What promotions make of the basket: one statement, one more where a first order matters."""
    offers = candidates(basket=basket, holder=holder, language=language)
    if any(offer.terms.needs.first_order for offer in offers):
        shopper = replace(basket.shopper, bought_at=_bought_at(basket))
        basket = replace(basket, shopper=shopper)
    return apply(basket, offers)


def _bought_at(basket: Basket) -> frozenset[int]:
    shopper = basket.shopper
    with connection.cursor() as cursor:
        asked = {"person": shopper.person_id, "email": shopper.email.strip().lower()}
        cursor.execute(_BOUGHT, asked)
        return frozenset(store_id for (store_id,) in cursor.fetchall())


def terms_of(*, public_id: str, version: int, read: Callable[[], Terms]) -> Terms:
    """Terms, read once for each version: they never change under one number."""
    key = (public_id, version)
    found = _kept_terms.get(key)
    if found is None:
        found = _kept_terms[key] = read()
        while len(_kept_terms) > _MOST_KEPT:
            _kept_terms.popitem(last=False)
    return found


def _offer(row: _Row, language: str) -> Offer:
    public_id = ids.encode("prm", row.public_id)
    # Most have one language alone, and reading nothing is quicker than reading "{}".
    told = "" if row.translations == "{}" else _told(row.translations, language)
    return Offer(
        promotion_id=row.promotion_id,
        public_id=public_id,
        name=told or row.name,
        store_id=row.store_id,
        terms=terms_of(
            public_id=public_id,
            version=row.version,
            read=lambda: read_terms_json(row.terms),
        ),
        currency=row.currency,
        how=How(row.came),
        is_public=row.is_public,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        code=row.code,
        code_id=row.code_id,
        blocked=_blocked(row),
        left=row.left,
    )


def _told(translations: str, language: str) -> str:
    return in_language(orjson.loads(translations), "name", language)


def _blocked(row: _Row) -> str:
    states: dict[str, str] = {
        Promotion.State.DRAFT: "coupon_unknown",
        Promotion.State.PAUSED: "coupon_paused",
        Promotion.State.ENDED: "coupon_over",
    }
    if row.state in states:
        return states[row.state]
    if row.how == Promotion.How.WALLET and not row.is_kept:
        return "coupon_not_for_you"
    if row.yours_used:
        return "coupon_yours_used"
    return "coupon_used_up" if row.is_full or row.code_full else ""
