"""Learning which goods go together, from purchases and from what is looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tradewind.domains.discovery.models import Together
from tradewind.domains.discovery.rules.affinity import LARGEST_BASKET, Learnt, companions
from tradewind.domains.discovery.statements import rows
from tradewind.domains.visits import browsing
from tradewind.kernel import clock, ids

_BATCH = 500
_VIEWS = 2_000

# Two writers at once could lock the same sums in another order, or rank from half a change.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('discovery.affinity'))"
_BASKETS = """
SELECT u.id, u.placed_at, u.country, l.product_id
FROM orders_purchase u
JOIN orders_order o ON o.purchase_id = u.id
JOIN orders_orderline l ON l.order_id = o.id
WHERE u.public_id = ANY(%s::uuid[])
GROUP BY u.id, l.product_id ORDER BY u.id, l.product_id
"""
_BESIDE = """
SELECT new.id, old.product_id
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::timestamptz[])
     AS new (id, browsing_id, product_id, viewed_at)
CROSS JOIN LATERAL (
    SELECT old.product_id FROM visits_productview old
    WHERE old.browsing_id = new.browsing_id AND old.product_id <> new.product_id
      AND old.viewed_at BETWEEN new.viewed_at - interval '1 day' AND new.viewed_at
    ORDER BY old.viewed_at DESC LIMIT %s
) old
"""
_ADD_DEMAND = """
INSERT INTO discovery_demand AS old (product_id, kind, country, weight, needs_ranking)
SELECT new.product_id, %s, new.country, new.weight, new.country = ''
FROM unnest(%s::bigint[], %s::varchar[], %s::float8[]) AS new (product_id, country, weight)
JOIN catalogue_product p ON p.id = new.product_id
ORDER BY new.product_id, new.country
ON CONFLICT (product_id, kind, country) DO UPDATE SET
  weight = old.weight + EXCLUDED.weight, needs_ranking = EXCLUDED.needs_ranking
RETURNING id
"""
_ADD_PAIRS = """
INSERT INTO discovery_pairing AS old (first_id, second_id, kind, weight)
SELECT new.first, new.second, %s, new.weight
FROM unnest(%s::bigint[], %s::bigint[], %s::float8[]) AS new (first, second, weight)
JOIN catalogue_product p ON p.id = new.first
JOIN catalogue_product q ON q.id = new.second
ORDER BY new.first, new.second
ON CONFLICT (first_id, second_id, kind) DO UPDATE SET weight = old.weight + EXCLUDED.weight
RETURNING id
"""
_TO_RANK = """
UPDATE discovery_demand SET needs_ranking = false
WHERE id IN (SELECT id FROM discovery_demand WHERE needs_ranking ORDER BY id LIMIT %s)
RETURNING kind, product_id, weight
"""
_PAIRS = """
SELECT own, other, pairs.weight, demand.weight FROM (
    SELECT first_id AS own, second_id AS other, weight FROM discovery_pairing
    WHERE kind = %(kind)s AND first_id = ANY(%(products)s::bigint[])
    UNION ALL
    SELECT second_id, first_id, weight FROM discovery_pairing
    WHERE kind = %(kind)s AND second_id = ANY(%(products)s::bigint[])
) pairs
JOIN discovery_demand demand
  ON demand.product_id = other AND demand.kind = %(kind)s AND demand.country = ''
"""
_DROP = """
DELETE FROM discovery_companion WHERE kind = %s AND product_id = ANY(%s::bigint[]) RETURNING id
"""
_STORE = """
INSERT INTO discovery_companion (product_id, other_id, kind, score)
SELECT product_id, other_id, %s, score
FROM unnest(%s::bigint[], %s::bigint[], %s::float8[]) AS new (product_id, other_id, score)
RETURNING id
"""


def learn_purchases(*, purchase_ids: Iterable[str]) -> None:
    """Take in purchases (public ids), each basket over all its sellers. Not safe to repeat: the
    stream delivers each once."""
    public = [ids.decode("pur", purchase_id) for purchase_id in purchase_ids]
    baskets: dict[tuple[int, datetime, str], list[int]] = defaultdict(list)
    for basket, at, country, product_id in rows(_BASKETS, [public]):
        baskets[basket, at, country].append(product_id)
    learnt = Learnt()
    for (_, at, country), goods in baskets.items():
        learnt.add(goods, at=at, country=country)
    _add(Together.BOUGHT, learnt)


def learn_views() -> int:
    """Take in what was looked at since the last time; returns how many views."""
    done = 0
    while True:
        with transaction.atomic():
            taken = browsing.take_unlearnt(limit=_VIEWS)
            if not taken:
                return done
            beside: dict[int, list[int]] = defaultdict(list)
            columns = [list(column) for column in zip(*taken, strict=True)]
            for view_id, product_id in rows(_BESIDE, [*columns, LARGEST_BASKET]):
                beside[view_id].append(product_id)
            learnt = Learnt()
            for view in taken:
                learnt.add_view(view.product_id, beside[view.view_id], at=view.viewed_at)
            _add(Together.VIEWED, learnt)
        done += len(taken)


def rank_companions() -> int:
    """Find the nearest goods anew of every product something was learnt about; how many those were."""
    done = 0
    while True:
        with transaction.atomic():
            rows(_ONE_AT_A_TIME)
            stale: dict[str, dict[int, float]] = defaultdict(dict)
            for kind, product_id, weight in rows(_TO_RANK, [_BATCH]):
                stale[kind][product_id] = weight
            for kind, totals in stale.items():
                _rank(kind, totals)
        if not stale:
            return done
        done += sum(map(len, stale.values()))


def _rank(kind: str, totals: dict[int, float]) -> None:
    own = sorted(totals)
    known = dict(totals)
    pairs: dict[int, dict[int, float]] = defaultdict(dict)
    for product_id, other, together, demand in rows(_PAIRS, {"kind": kind, "products": own}):
        pairs[product_id][other] = together
        known[other] = demand
    now = clock.now()
    found = [
        (product_id, other, score)
        for product_id in own
        for other, score in companions(product_id, pairs[product_id], known, now=now)
    ]
    rows(_DROP, [kind, own])
    if found:
        rows(_STORE, [kind, *(list(column) for column in zip(*found, strict=True))])


def _add(kind: Together, learnt: Learnt) -> None:
    if not learnt.products:
        return
    demand = [(product_id, "", weight) for product_id, weight in learnt.products.items()]
    demand += [(*key, weight) for key, weight in learnt.countries.items()]
    with transaction.atomic():
        rows(_ONE_AT_A_TIME)
        rows(_ADD_DEMAND, [kind.value, *(list(column) for column in zip(*demand, strict=True))])
        if learnt.pairs:
            pairs = [(*pair, weight) for pair, weight in learnt.pairs.items()]
            rows(_ADD_PAIRS, [kind.value, *(list(column) for column in zip(*pairs, strict=True))])
