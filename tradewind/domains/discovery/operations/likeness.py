"""Finding what is like a product by its words, for goods nobody bought or looked at yet."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from tradewind.domains.discovery.engine.errors import IndexMissing
from tradewind.domains.discovery.indexing.reader import index
from tradewind.domains.discovery.models import Together
from tradewind.domains.discovery.statements import rows
from tradewind.kernel import clock

MOST_ALIKE = 16
MOST_A_RUN = 5_000
RENEWED_AFTER = timedelta(days=7)
SETTLES_IN = timedelta(hours=1)

_BATCH = 250
_FULL = 0.95
_LEAST = 0.3  # what is less like a product than that, beside the nearest, is not like it
_LISTED = "SELECT count(*) FROM discovery_listing"
_TAKE = """
UPDATE discovery_listing SET likened_at = %(now)s
WHERE product_id IN (
    SELECT product_id FROM discovery_listing
    WHERE likened_at IS NULL OR likened_at < %(before)s
       -- A little after it changed once more: what came with it was not in the index yet.
       OR likened_at < %(lately)s AND likened_at < refreshed_at + %(settles)s
    ORDER BY likened_at NULLS FIRST, product_id LIMIT %(most)s FOR UPDATE SKIP LOCKED
)
RETURNING product_id, tile->>'title', tile->>'brand', tile->'category'->>'slug'
"""
_DROP = """
DELETE FROM discovery_companion WHERE kind = 'similar' AND product_id = ANY(%s::bigint[])
RETURNING id
"""
_STORE = """
INSERT INTO discovery_companion (product_id, other_id, kind, score)
SELECT new.product_id, new.other_id, %s, new.score
FROM unnest(%s::bigint[], %s::bigint[], %s::float8[]) AS new (product_id, other_id, score)
JOIN catalogue_product p ON p.id = new.other_id
RETURNING id
"""


def liken(*, most: int = MOST_A_RUN) -> int:
    """Look for what is like new listings, and again for old ones; returns how many were done.

    Nothing while the search index is missing or still being filled.
    """
    try:
        if index().count() < rows(_LISTED)[0][0] * _FULL:
            return 0
    except IndexMissing:
        return 0
    done = 0
    while done < most:
        taken = _liken(min(_BATCH, most - done))
        if not taken:
            break
        done += taken
    return done


def _liken(most: int) -> int:
    now = clock.now()
    values = {
        "now": now,
        "before": now - RENEWED_AFTER,
        "lately": now - SETTLES_IN,
        "settles": SETTLES_IN,
        "most": most,
    }
    with transaction.atomic():
        listed = rows(_TAKE, values)
        found = [pair for one in listed for pair in _alike(*one)]
        if listed:
            rows(_DROP, [[one[0] for one in listed]])
        if found:
            columns = (list(column) for column in zip(*found, strict=True))
            rows(_STORE, [Together.SIMILAR.value, *columns])
    return len(listed)


def _alike(
    product_id: int, title: str, brand: str | None, category: str | None
) -> list[tuple[int, int, float]]:
    hits = index().like(
        title=title,
        language="",
        brand=brand or "",
        category=category or "",
        without=str(product_id),
        limit=MOST_ALIKE,
    )
    # Scores of a search mean nothing between searches: the nearest counts 1.
    best = hits[0].score if hits else 0.0
    return [
        (product_id, int(hit.id), hit.score / best) for hit in hits if hit.score > best * _LEAST
    ]
