"""Months of the event table: each its own partition, made ahead of time.

A default partition takes what has none, so that a sale never fails for want of a month; when the
month is made, its rows move over. Old months go whole, once nobody has anything to read in them.
"""

from __future__ import annotations

import logging
from datetime import date

from django.db import connection, transaction
from psycopg import sql

from tradewind.kernel import clock
from tradewind.platform.events.models import DroppedMonth

logger = logging.getLogger(__name__)

MONTHS_AHEAD = 3
_MONTHS = """
SELECT child.relname FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
WHERE inhparent = 'events_event'::regclass AND child.relname ~ '^events_event_[0-9]{4}_[0-9]{2}$'
ORDER BY child.relname
"""
_LAST = "SELECT count(*) FILTER (WHERE position IS NULL), COALESCE(max(position), 0) FROM {month}"
_WAITING = """
SELECT subscription FROM events_cursor WHERE position < %s
UNION SELECT subscription FROM events_parked WHERE position <= %s ORDER BY 1
"""
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


def drop_taken(*, today: date, kept_months: int) -> list[str]:
    """Drop the months before the last `kept_months` whole ones. Returns their names.

    A month stays, and so do those after it, while a subscription has not passed its last event or
    has one of its events parked; the log says which. 0 keeps everything.
    """
    if not kept_months:
        return []
    beyond = f"events_event_{_month(today, -kept_months):%Y_%m}"
    dropped = []
    for name in [name for name in _months() if name < beyond]:
        if not _drop(name):
            break
        dropped.append(name)
    return dropped


def _months() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS)
        return [name for (name,) in cursor.fetchall()]


def _drop(name: str) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_LOCK)
        cursor.execute(sql.SQL(_LAST).format(month=sql.Identifier(name)))
        unnumbered, last = cursor.fetchone()
        cursor.execute(_WAITING, [last, last])
        waiting = [subscription for (subscription,) in cursor.fetchall()]
        if unnumbered or waiting:
            logger.warning("%s stays: %s", name, ", ".join(waiting) or "not numbered")
            return False
        # Publishers queue behind this lock; rather another night than a second of them waiting.
        cursor.execute("SET LOCAL lock_timeout = '1s'")
        for statement in (
            "ALTER TABLE events_event DETACH PARTITION {month}",
            "DROP TABLE {month}",
        ):
            cursor.execute(sql.SQL(statement).format(month=sql.Identifier(name)))
        DroppedMonth.objects.create(name=name, last_position=last, dropped_at=clock.now())
    return True


def _month(today: date, offset: int) -> date:
    years, month = divmod(today.month - 1 + offset, 12)
    return date(today.year + years, month + 1, 1)
