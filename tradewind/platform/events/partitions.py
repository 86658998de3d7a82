"""Months of the event table: each its own partition, made ahead of time.

A default partition takes what has none, so that a sale never fails for want of a month; when the
month is made, its rows move over.
"""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction
from psycopg import sql

MONTHS_AHEAD = 3
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('events.partitions'))"


def create_ahead(*, today: date, months: int = MONTHS_AHEAD) -> list[str]:
    """Make the partitions of this month and the next `months`. Returns the names of new ones."""
    made = []
    for offset in range(months + 1):
        first = _month(today, offset)
        name = f"events_event_{first:%Y_%m}"
        if _create(name, first, _month(today, offset + 1)):
            made.append(name)
    return made


def _create(name: str, first: date, beyond: date) -> bool:
    """Make and fill the month apart, then attach: unlike PARTITION OF, it never stops publishers."""
    names = {"month": sql.Identifier(name), "first": first, "beyond": beyond}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_LOCK)
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [name])
        if cursor.fetchone()[0]:
            return False
        for statement in (
            "CREATE TABLE {month} (LIKE events_event INCLUDING ALL)",
            "ALTER TABLE {month} SET (autovacuum_vacuum_scale_factor = 0.05)",
            "LOCK TABLE events_event_default IN ACCESS EXCLUSIVE MODE",
            "WITH moved AS (DELETE FROM events_event_default"
            " WHERE occurred_at >= {first} AND occurred_at < {beyond} RETURNING *)"
            " INSERT INTO {month} SELECT * FROM moved",
            "ALTER TABLE events_event ATTACH PARTITION {month}"
            " FOR VALUES FROM ({first}) TO ({beyond})",
        ):
            cursor.execute(sql.SQL(statement).format(**names))
    return True


def _month(today: date, offset: int) -> date:
    years, month = divmod(today.month - 1 + offset, 12)
    return date(today.year + years, month + 1, 1)
