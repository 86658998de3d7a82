"""What share of a sale is the mall's, and what it came to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import orjson
from django.db import connection

from tradewind.domains.catalogue.queries import category_tree
from tradewind.domains.orders.models import CategoryCommission
from tradewind.kernel.money import Money

# For statements that join a `store` and know `now`: what each category's share is that day, as
# JSON by row id; NULL for a store a share was agreed with, which goes before any category's.
CATEGORY_SHARES = """(CASE WHEN NOT EXISTS (
    SELECT FROM stores_commissionterm AS term
    WHERE term.store_id = store.id AND term.starts_on <= (%(now)s AT TIME ZONE 'UTC')::date
) THEN (
    SELECT jsonb_object_agg(held.category_id, held.commission_bp) FROM (
        SELECT DISTINCT ON (term.category_id) term.category_id, term.commission_bp
        FROM orders_categorycommission AS term
        WHERE term.starts_on <= (%(now)s AT TIME ZONE 'UTC')::date
        ORDER BY term.category_id, term.starts_on DESC
    ) AS held WHERE held.commission_bp IS NOT NULL
) END)"""

_BY_SHARE = """
SELECT o.currency, l.commission_bp, sum(l.paid_minor - l.tax_minor), sum(l.commission_minor)
FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id
WHERE o.store_id = %s AND o.placed_at >= %s AND o.placed_at < %s AND l.commission_minor IS NOT NULL
GROUP BY o.currency, l.commission_bp ORDER BY o.currency, l.commission_bp
"""


@dataclass(frozen=True, slots=True)
class ShareSum:
    """What was sold at one share (1/100 %) and what of it was the mall's; both before returns,
    `sold` without tax."""

    commission_bp: int
    sold: Money
    commission: Money


def category_share(told: str | None, category_id: int | None) -> int | None:
    """The share (1/100 %) of goods in that category by what `CATEGORY_SHARES` told: that of the
    nearest category with one, else None."""
    if not told:
        return None
    return nearest({int(key): bp for key, bp in orjson.loads(told).items()}, category_id)


def nearest(shares: Mapping[int, int], category_id: int | None) -> int | None:
    """The share of the category or of the nearest above it; None where none has one."""
    for node in reversed(category_tree().breadcrumbs(category_id)):
        if node.category_id in shares:
            return shares[node.category_id]
    return None


def category_commissions() -> list[CategoryCommission]:
    """Every share said for a category, the latest day first."""
    return list(CategoryCommission.objects.select_related("category"))


def shares_on(terms: Sequence[CategoryCommission], *, on: date) -> dict[int, int]:
    """What holds on a day, by the category's row id; `terms` as `category_commissions` lists them."""
    held: dict[int, int | None] = {}
    for term in terms:
        if term.starts_on <= on:
            held.setdefault(term.category_id, term.commission_bp)
    return {category_id: bp for category_id, bp in held.items() if bp is not None}


def commission_by_share(
    *, store_id: int, start: datetime, end: datetime
) -> dict[str, list[ShareSum]]:
    """A store's sales from `start` until before `end` by currency and share: one statement."""
    found: dict[str, list[ShareSum]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_BY_SHARE, [store_id, start, end])
        for currency, bp, sold, commission in cursor.fetchall():
            share = ShareSum(bp, Money(int(sold), currency), Money(int(commission), currency))
            found.setdefault(currency, []).append(share)
    return found
