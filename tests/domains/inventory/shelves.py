"""What must always be true of stock."""

from __future__ import annotations

from django.db import connection

_WRONG = """
SELECT l.id, l.on_hand, l.reserved, COALESCE(sum(r.quantity), 0)
FROM inventory_stocklevel l LEFT JOIN inventory_reservation r ON r.level_id = l.id
GROUP BY l.id
HAVING NOT (0 <= l.reserved AND l.reserved <= l.on_hand)
    OR l.reserved <> COALESCE(sum(r.quantity), 0)
"""
_UNEXPLAINED = """
SELECT l.id FROM inventory_stocklevel l LEFT JOIN inventory_stockmovement m ON m.level_id = l.id
GROUP BY l.id HAVING l.on_hand <> COALESCE(sum(m.quantity), 0)
"""


def assert_sound() -> None:
    """0 ≤ reserved ≤ on hand, reserved = Σ reservations, on hand = Σ movements; on every shelf."""
    with connection.cursor() as cursor:
        cursor.execute(_WRONG)
        assert cursor.fetchall() == []
        cursor.execute(_UNEXPLAINED)
        assert cursor.fetchall() == []
