"""Giving promised pieces back to everyone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tradewind.domains.inventory.locks import rows_of
from tradewind.domains.inventory.models import Reservation
from tradewind.domains.inventory.rules import Change, worth_telling
from tradewind.domains.inventory.telling import tell

_LOCK_LEVELS = """
SELECT id FROM inventory_stocklevel
WHERE id = ANY(ARRAY(
    SELECT level_id FROM inventory_reservation WHERE holder = ANY(%s::varchar[]) AND state = %s
))
ORDER BY id FOR UPDATE
"""
_LET_GO = """
WITH gone AS (
    DELETE FROM inventory_reservation
    WHERE holder = ANY(%s::varchar[]) AND state = %s
      AND (%s::timestamptz IS NULL OR expires_at <= %s)
    RETURNING level_id, quantity
), freed AS (
    SELECT level_id, sum(quantity)::int AS pieces FROM gone GROUP BY level_id
)
UPDATE inventory_stocklevel l SET reserved = l.reserved - f.pieces
FROM freed f WHERE l.id = f.level_id
RETURNING l.variant_id, l.on_hand - l.reserved - f.pieces, l.on_hand - l.reserved, l.low_at
"""


def let_go(
    holders: Sequence[str], state: Reservation.State, *, expired_by: datetime | None = None
) -> None:
    """Drop what `holders` (locked by the caller) keep in `state`; only what expired, if a time is given."""
    if not rows_of(_LOCK_LEVELS, [list(holders), state]):
        return
    freed = rows_of(_LET_GO, [list(holders), state, expired_by, expired_by])
    tell(worth_telling(Change(*row) for row in freed))
