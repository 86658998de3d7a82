"""Pieces that are sold: promised to an order until they are shipped."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tradewind.domains.inventory.letting_go import let_go
from tradewind.domains.inventory.locks import lock_holder, lock_of, rows_of
from tradewind.domains.inventory.models import Reservation
from tradewind.domains.inventory.rules import ReservationGone
from tradewind.domains.inventory.sold import choose_sold
from tradewind.kernel import clock

# The holder's lock and the change by one statement: rows let go of while it waited are seen to be
# gone, because PostgreSQL looks at a row again before it changes it.
_ALLOCATE = """
WITH locked AS MATERIALIZED (SELECT pg_advisory_xact_lock(%s, hashtext(%s)))
UPDATE inventory_reservation r SET state = 'allocated', holder = o.holder, expires_at = NULL
FROM locked, unnest(%s::bigint[], %s::varchar[]) AS o(store_id, holder)
WHERE r.holder = %s AND r.state = 'held' AND r.store_id = o.store_id
RETURNING r.store_id
"""
_ALLOCATED = """
SELECT DISTINCT holder FROM inventory_reservation
WHERE holder = ANY(%s::varchar[]) AND state = 'allocated'
"""
_SHIP = """
WITH plan AS (
    SELECT * FROM unnest(%(levels)s::bigint[], %(pieces)s::int[]) AS p(level_id, pieces)
), sent AS (
    UPDATE inventory_stocklevel l
    SET on_hand = l.on_hand - p.pieces, reserved = l.reserved - p.pieces
    FROM plan p WHERE l.id = p.level_id
    RETURNING l.id, l.store_id, l.on_hand, p.pieces
), all_gone AS (
    DELETE FROM inventory_reservation r USING plan p
    WHERE r.holder = %(holder)s AND r.level_id = p.level_id AND r.quantity = p.pieces
), some_left AS (
    UPDATE inventory_reservation r SET quantity = r.quantity - p.pieces FROM plan p
    WHERE r.holder = %(holder)s AND r.level_id = p.level_id AND r.quantity > p.pieces
)
INSERT INTO inventory_stockmovement
    (store_id, level_id, kind, quantity, on_hand_after, reference, note, actor, moved_at)
SELECT store_id, id, 'shipped', -pieces, on_hand, %(reference)s, '', %(actor)s, %(now)s
FROM sent ORDER BY id
RETURNING id
"""


def allocate(*, holder: str, orders: Mapping[int, str]) -> None:
    """Turn what a checkout holds into what its orders own (store id → public id of the order).

    Also when its time is up, as long as nobody let go of it. Repeating is a no-op until the first
    shipment. Raises `ReservationGone` when a store's pieces are no longer held.
    """
    with transaction.atomic(savepoint=False):
        told = [*lock_of(holder), list(orders), list(orders.values()), holder]
        stores = {store_id for (store_id,) in rows_of(_ALLOCATE, told)}
        if stores == set(orders):
            return
        owned = {order for (order,) in rows_of(_ALLOCATED, [list(orders.values())])}
        if owned != set(orders.values()):
            raise ReservationGone(holder=holder)


def deallocate(*, holder: str) -> None:
    """Give back what an order (its public id) owns and has not been sent. Safe to repeat."""
    with transaction.atomic(savepoint=False):
        lock_holder(holder)
        let_go([holder], Reservation.State.ALLOCATED)


def ship(*, holder: str, pieces: Mapping[int, int], reference: str, actor: str) -> None:
    """Take `pieces` (variant id → count) of an order off the shelves, with their movements.

    `holder` is the order's, `reference` the parcel's public id. Not safe to repeat. Raises
    `ReservationGone` with nothing written when the order owns fewer.
    """
    with transaction.atomic(savepoint=False):
        lock_holder(holder)
        chosen, shorts = choose_sold(holder, pieces)
        if not shorts:
            rows_of(
                _SHIP,
                {
                    "levels": list(chosen),
                    "pieces": list(chosen.values()),
                    "holder": holder,
                    "reference": reference,
                    "actor": actor,
                    "now": clock.now(),
                },
            )
    if shorts:
        raise ReservationGone(holder=holder)
