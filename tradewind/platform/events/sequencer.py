"""Numbering: gives committed events their position, one sequencer at a time.

Ids are drawn before the commit, so a cursor over ids would pass by a transaction that commits
late. Positions are drawn after it, here, and become visible in their own order because the lock
ends only after this transaction's commit can be seen. A transaction left open elsewhere holds up
only its own events.
"""

from __future__ import annotations

from django.db import connection, transaction

CHANNEL = "tradewind_events"
LIMIT = 1_000

# Any constant will do; this one is "events" in ASCII, so it can be recognised in pg_locks.
_LOCK_KEY = 0x6576656E7473
_WAITING = "SELECT EXISTS (SELECT FROM events_event WHERE position IS NULL)"
_LOCK = "SELECT pg_try_advisory_xact_lock(%s)"
# A second statement: under READ COMMITTED it sees what the former holder of the lock committed.
# The subquery is sorted before positions are drawn, so id order becomes position order.
_NUMBER = """
WITH due AS MATERIALIZED (
    SELECT id, occurred_at FROM events_event WHERE position IS NULL ORDER BY id LIMIT %s
), numbered AS MATERIALIZED (
    SELECT id, occurred_at, nextval('events_position') AS position FROM due
)
UPDATE events_event AS event SET position = numbered.position FROM numbered
WHERE event.id = numbered.id AND event.occurred_at = numbered.occurred_at
"""


def number_committed(*, limit: int = LIMIT) -> int:
    """Number up to `limit` committed events. Returns how many, 0 also while another one numbers."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        if not cursor.fetchone()[0]:
            return 0
        with transaction.atomic():
            cursor.execute(_LOCK, [_LOCK_KEY])
            if not cursor.fetchone()[0]:
                return 0
            cursor.execute(_NUMBER, [limit])
            numbered = int(cursor.rowcount)
            if numbered:
                # Its global lock hurts no one here: this transaction is the only one to take it.
                cursor.execute(f"NOTIFY {CHANNEL}")
    return numbered
