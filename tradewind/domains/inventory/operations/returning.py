"""Pieces that come back: given up before they were sent, or returned after."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tradewind.domains.inventory.locks import lock_holder, rows_of
from tradewind.domains.inventory.models import StockMovement
from tradewind.domains.inventory.operations.shelving import adjust
from tradewind.domains.inventory.rules import Change, ReservationGone, worth_telling
from tradewind.domains.inventory.sold import choose_sold
from tradewind.domains.inventory.telling import tell

_GIVE_UP = """
WITH plan AS (
    SELECT * FROM unnest(%(levels)s::bigint[], %(pieces)s::int[]) AS p(level_id, pieces)
), all_gone AS (
    DELETE FROM inventory_reservation r USING plan p
    WHERE r.holder = %(holder)s AND r.level_id = p.level_id AND r.quantity = p.pieces
), some_left AS (
    UPDATE inventory_reservation r SET quantity = r.quantity - p.pieces FROM plan p
    WHERE r.holder = %(holder)s AND r.level_id = p.level_id AND r.quantity > p.pieces
)
UPDATE inventory_stocklevel l SET reserved = l.reserved - p.pieces
FROM plan p WHERE l.id = p.level_id
RETURNING l.variant_id, l.on_hand - l.reserved - p.pieces, l.on_hand - l.reserved, l.low_at
"""


def give_up(*, holder: str, pieces: Mapping[int, int]) -> None:
    """Free some unsent `pieces` (variant id → count) an order owns. Not safe to repeat.

    Raises `ReservationGone` with nothing changed when it owns fewer.
    """
    with transaction.atomic(savepoint=False):
        lock_holder(holder)
        chosen, shorts = choose_sold(holder, pieces)
        if not shorts:
            freed = rows_of(
                _GIVE_UP,
                {
                    "levels": list(chosen),
                    "pieces": list(chosen.values()),
                    "holder": holder,
                },
            )
            tell(worth_telling(Change(*row) for row in freed))
    if shorts:
        raise ReservationGone(holder=holder)


def take_back(
    *,
    store_id: int,
    location_id: int,
    sellable: Mapping[int, int],
    damaged: Mapping[int, int],
    reference: str,
    actor: str,
) -> None:
    """Put returned pieces (variant id → count) on the shelf; damaged ones are written off at once,
    so that both movements can be read. Raises as `adjust`.
    """
    with transaction.atomic(savepoint=False):
        for variant_id in sorted(sellable.keys() | damaged.keys()):
            broken = damaged.get(variant_id, 0)
            back = sellable.get(variant_id, 0) + broken
            for change, kind in (
                (back, StockMovement.Kind.RETURNED),
                (-broken, StockMovement.Kind.DAMAGED),
            ):
                if change:
                    adjust(
                        store_id=store_id,
                        location_id=location_id,
                        variant_id=variant_id,
                        change=change,
                        kind=kind,
                        reference=reference,
                        actor=actor,
                    )
