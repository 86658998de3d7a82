"""The locks of stock, in the order everything takes them: holders, locations, levels by id.

The holder's lock makes all that happens to one checkout or order happen one after another, also
while it has no rows yet. The level's row lock guards its two numbers and the reservations on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

# A class of advisory locks of its own, so that no other part of the mall waits for ours.
_HOLDERS = 7_401

_TRY_EXPIRED = """
WITH due AS MATERIALIZED (
    SELECT holder FROM inventory_reservation
    WHERE state = 'held' AND expires_at <= %s
    GROUP BY holder ORDER BY min(expires_at), holder LIMIT %s
)
SELECT holder FROM due WHERE pg_try_advisory_xact_lock(%s, hashtext(holder))
"""


def lock_holder(holder: str) -> None:
    """Wait until nobody else changes what `holder` keeps; until the transaction ends."""
    rows_of("SELECT 1 FROM pg_advisory_xact_lock(%s, hashtext(%s))", lock_of(holder))


def lock_of(holder: str) -> tuple[int, str]:
    """What ``pg_advisory_xact_lock(%s, hashtext(%s))`` is given to lock `holder`."""
    return _HOLDERS, holder


def lock_expired(now: datetime, limit: int) -> list[str]:
    """Up to `limit` holders whose time is up, locked; those somebody works on are left out."""
    return [holder for (holder,) in rows_of(_TRY_EXPIRED, [now, limit, _HOLDERS])]


def rows_of(sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Run one statement on this transaction's connection."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
