"""Which shelves the pieces an order owns lie on."""

from __future__ import annotations

from collections.abc import Mapping

from tradewind.domains.inventory.locks import rows_of
from tradewind.domains.inventory.rules import Shelf, split

_LOCK_SOLD = """
WITH sold AS MATERIALIZED (
    SELECT level_id, variant_id, quantity FROM inventory_reservation
    WHERE holder = %s AND state = 'allocated' AND variant_id = ANY(%s::bigint[])
), locked AS MATERIALIZED (
    SELECT id, location_id FROM inventory_stocklevel
    WHERE id = ANY(ARRAY(SELECT level_id FROM sold)) ORDER BY id FOR UPDATE
)
SELECT l.id, s.variant_id, s.quantity, o.position
FROM locked l JOIN sold s ON s.level_id = l.id JOIN stores_location o ON o.id = l.location_id
"""


def choose_sold(
    holder: str, pieces: Mapping[int, int]
) -> tuple[dict[int, int], list[dict[str, int]]]:
    """Lock the shelves and take `pieces` (variant id → count) from them in the order of picking.

    Returns pieces by level, and what the holder lacks. The caller holds the holder's
    lock.
    """
    sold = rows_of(_LOCK_SOLD, [holder, list(pieces)])
    sold.sort(key=lambda row: (row[3], row[0]))
    return split(
        pieces,
        [Shelf(level_id, variant_id, 0, owned) for level_id, variant_id, owned, _ in sold],
    )
