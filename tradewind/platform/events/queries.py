"""What the console and the metrics show of the stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from tradewind.kernel.paging import Page, decode_cursor, encode_cursor
from tradewind.platform.events import reading
from tradewind.platform.events.event import Envelope, Event
from tradewind.platform.events.models import ParkedEvent

_STATES = """
SELECT cursor.subscription, cursor.position, cursor.moved_at,
       GREATEST(%s - cursor.position, 0), count(parked.id), min(parked.parked_at)
FROM events_cursor AS cursor LEFT JOIN events_parked AS parked USING (subscription)
GROUP BY cursor.subscription ORDER BY cursor.subscription
"""
_PARKED = """
SELECT parked.id, parked.subscription, parked.position, parked.aggregate, event.name,
       parked.attempts, parked.error, parked.parked_at, parked.due_at
FROM events_parked AS parked JOIN events_event AS event USING (position)
WHERE parked.id > %s AND (%s::text IS NULL OR parked.subscription = %s)
ORDER BY parked.id LIMIT %s
"""
_DROPPED = "SELECT COALESCE(max(last_position), 0) FROM events_droppedmonth"
_UNNUMBERED = "SELECT count(*) FROM events_event WHERE position IS NULL"


@dataclass(frozen=True, slots=True)
class SubscriptionState:
    """How a subscription stands. `lag` counts positions not looked at yet, its own or not."""

    name: str
    position: int
    moved_at: datetime
    lag: int
    parked: int
    parked_since: datetime | None


@dataclass(frozen=True, slots=True)
class ParkedState:
    """A parked event. No `error`: it waits behind an earlier one. No `due_at`: not by itself."""

    id: int
    subscription: str
    position: int
    aggregate: str
    event_name: str
    attempts: int
    error: str
    parked_at: datetime
    due_at: datetime | None


def list_subscription_states() -> list[SubscriptionState]:
    """Every subscription that ever ran, by name."""
    with connection.cursor() as cursor:
        cursor.execute(_STATES, [reading.head()])
        return [SubscriptionState(*row) for row in cursor.fetchall()]


def list_parked(
    *, subscription: str | None = None, cursor: str | None = None, limit: int = 50
) -> Page[ParkedState]:
    """Parked events, oldest first, of one subscription or all. Raises `InvalidInput`."""
    after = decode_cursor(cursor, 1)[0] if cursor else 0
    with connection.cursor() as statement:
        statement.execute(_PARKED, [after, subscription, subscription, limit + 1])
        found = [ParkedState(*row) for row in statement.fetchall()]
    items = found[:limit]
    return Page(items, encode_cursor(items[-1].id) if len(found) > limit else None)


def count_parked() -> int:
    """Events parked for any subscription."""
    return ParkedEvent.objects.count()


def count_unnumbered() -> int:
    """Committed events the sequencer has not reached; more than a few means no worker runs."""
    with connection.cursor() as cursor:
        cursor.execute(_UNNUMBERED)
        return int(cursor.fetchone()[0])


def list_events(*, events: Sequence[type[Event]], after: int, limit: int) -> list[Envelope]:
    """Events of these classes after a position, in order: for a reader with a cursor of its own."""
    names = sorted({cls.name for cls in events})
    rows = reading.rows_between(after=after, upto=reading.head(), names=names, limit=limit)
    return [row.envelope() for row in rows]


def dropped_upto() -> int:
    """The greatest position that went with an old month: who stands before it missed something."""
    with connection.cursor() as cursor:
        cursor.execute(_DROPPED)
        return int(cursor.fetchone()[0])


def head_position() -> int:
    """The greatest position given so far, 0 for an empty stream."""
    return reading.head()
