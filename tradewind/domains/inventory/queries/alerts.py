"""Shelves that have run low, each with what tells one time from the next."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db import connection

from tradewind.kernel import ids

# A shelf runs low once between two fillings: the last goods in that lifted it above its alert
# name the time, however often it is sold from afterwards. One that was never above it says nothing
# new: a file of single pieces would else ring ten thousand times.
_LOW = """
SELECT l.id, l.store_id, max(m.id)
FROM inventory_stocklevel l
JOIN catalogue_variant v ON v.id = l.variant_id
JOIN catalogue_product p ON p.id = v.product_id
JOIN stores_location o ON o.id = l.location_id
JOIN inventory_stockmovement m
    ON m.level_id = l.id AND m.quantity > 0 AND m.on_hand_after > l.low_at
WHERE v.public_id = ANY(%s::uuid[]) AND l.on_hand - l.reserved <= l.low_at
  AND o.archived_at IS NULL AND v.archived_at IS NULL AND p.archived_at IS NULL
  AND p.status = 'active'
GROUP BY l.id ORDER BY l.id
"""


class LowShelf(NamedTuple):
    """A shelf at or below its alert; `filled` names the last time it was well filled."""

    level_id: int
    store_id: int
    filled: int


def low_shelves_of(*, variant_ids: Collection[str]) -> list[LowShelf]:
    """Those of the variants (public ids) that run low now. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_LOW, [[ids.decode("var", variant_id) for variant_id in variant_ids]])
        return [LowShelf(*row) for row in cursor.fetchall()]
