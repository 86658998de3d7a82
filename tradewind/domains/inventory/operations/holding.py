"""Pieces kept for a checkout while it is paid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.inventory.letting_go import let_go
from tradewind.domains.inventory.locks import lock_expired, lock_holder, rows_of
from tradewind.domains.inventory.models import Reservation
from tradewind.domains.inventory.rules import (
    Change,
    ReservationGone,
    Shelf,
    StockShort,
    split,
    worth_telling,
)
from tradewind.domains.inventory.telling import tell

_BATCH = 200

# Levels of what is wanted and of what the holder keeps already; locked by id, so that two carts
# with the same goods in another order can't wait for each other. The lock is taken in a scan of
# its own: after a wait PostgreSQL checks a locked row again, and a semi-join loses it then.
_LOCK_SHELVES = """
WITH locked AS MATERIALIZED (
    SELECT id, variant_id, location_id, on_hand - reserved AS free
    FROM inventory_stocklevel
    WHERE id = ANY(ARRAY(
        SELECT id FROM inventory_stocklevel WHERE variant_id = ANY(%(variants)s::bigint[])
        UNION ALL
        SELECT level_id FROM inventory_reservation WHERE holder = %(holder)s AND state = 'held'
    ))
    ORDER BY id FOR UPDATE
)
SELECT l.id, l.variant_id, l.free, COALESCE(r.quantity, 0), r.expires_at,
       o.position, o.archived_at IS NULL
FROM locked l
JOIN stores_location o ON o.id = l.location_id
LEFT JOIN inventory_reservation r
    ON r.level_id = l.id AND r.holder = %(holder)s AND r.state = 'held'
"""
# The rows are locked and were found sufficient; the CHECK on the level would refuse the rest.
_KEEP = """
WITH plan AS (
    SELECT * FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS p(level_id, pieces, change)
), moved AS (
    UPDATE inventory_stocklevel l SET reserved = l.reserved + p.change
    FROM plan p WHERE l.id = p.level_id
    RETURNING l.id, l.store_id, l.variant_id, l.on_hand - l.reserved AS free, l.low_at,
              p.pieces, p.change
), gone AS (
    DELETE FROM inventory_reservation r USING moved m
    WHERE r.holder = %s AND r.level_id = m.id AND m.pieces = 0
), kept AS (
    INSERT INTO inventory_reservation
        (store_id, holder, level_id, variant_id, quantity, state, expires_at)
    SELECT store_id, %s, id, variant_id, pieces, 'held', %s FROM moved WHERE pieces > 0
    ON CONFLICT (holder, level_id)
    DO UPDATE SET quantity = EXCLUDED.quantity, expires_at = EXCLUDED.expires_at
)
SELECT variant_id, free + change, free, low_at FROM moved
"""
_EXTEND = """
UPDATE inventory_reservation SET expires_at = %s
WHERE holder = %s AND state = 'held' RETURNING id
"""


class _Found(NamedTuple):
    level_id: int
    variant_id: int
    free: int
    mine: int
    expires_at: datetime | None
    position: int
    is_open: bool

    @property
    def shelf(self) -> Shelf:
        # From a closed location nothing more is taken, what is kept there already may stay.
        free = self.free if self.is_open else 0
        return Shelf(self.level_id, self.variant_id, free, self.mine)


def hold(*, holder: str, wanted: Mapping[int, int], expires_at: datetime) -> None:
    """Keep `wanted` (variant id → pieces, each above 0) for `holder` until `expires_at`.

    All or nothing, from the first locations in the order of picking. What the holder kept before
    is replaced; the same again changes only the time. Three statements, two more when a shelf
    runs low. Raises `StockShort` with nothing written.
    """
    # Nothing is written before the raise below, so nesting needs no savepoint.
    with transaction.atomic(savepoint=False):
        lock_holder(holder)
        rows = rows_of(_LOCK_SHELVES, {"holder": holder, "variants": list(wanted)})
        found = [_Found(*row) for row in rows]
        found.sort(key=lambda row: (row.position, row.level_id))
        chosen, shorts = split(wanted, [row.shelf for row in found])
        if not shorts:
            _keep(holder, found, chosen, expires_at)
    if shorts:
        raise StockShort(lines=_named(shorts))


def release(*, holder: str) -> None:
    """Let go of what is held (not of what is sold). Safe to repeat."""
    with transaction.atomic(savepoint=False):
        lock_holder(holder)
        let_go([holder], Reservation.State.HELD)


def release_expired(*, now: datetime) -> int:
    """Let go of what was held until `now` or before; returns how many holders lost theirs.

    A holder keeps everything or nothing. One somebody works on this moment is left for next time.
    """
    released = 0
    while True:
        with transaction.atomic():
            holders = lock_expired(now, _BATCH)
            if not holders:
                return released
            let_go(holders, Reservation.State.HELD, expired_by=now)
        released += len(holders)


def extend(*, holder: str, expires_at: datetime) -> None:
    """Keep what is held until `expires_at` instead. Raises `ReservationGone`."""
    with transaction.atomic(savepoint=False):
        lock_holder(holder)
        kept = rows_of(_EXTEND, [expires_at, holder])
    if not kept:
        raise ReservationGone(holder=holder)


def _keep(
    holder: str, found: list[_Found], chosen: Mapping[int, int], expires_at: datetime
) -> None:
    concerned = [row for row in found if row.mine or row.level_id in chosen]
    if all(
        row.mine == chosen.get(row.level_id, 0) and row.expires_at == expires_at
        for row in concerned
    ):
        return
    plan = [(row.level_id, chosen.get(row.level_id, 0), row.mine) for row in concerned]
    moved = rows_of(
        _KEEP,
        [
            [level_id for level_id, _, _ in plan],
            [pieces for _, pieces, _ in plan],
            [pieces - mine for _, pieces, mine in plan],
            holder,
            holder,
            expires_at,
        ],
    )
    tell(worth_telling(change for row in moved if (change := Change(*row)).before != change.after))


def _named(shorts: list[dict[str, int]]) -> list[dict[str, int | str]]:
    """What is short, by public id: errors travel further than row ids may."""
    ids = [short["variant"] for short in shorts]
    names = dict(
        Variant.objects.across_stores("whatever a shopper wants")
        .filter(pk__in=ids)
        .values_list("pk", "public_id")
    )
    return [{**short, "variant": names.get(short["variant"], "")} for short in shorts]
