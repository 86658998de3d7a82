"""What was published, for tests of domains."""

from __future__ import annotations

from typing import TypeVar

import orjson
from django.db import connection

from tradewind.kernel import clock
from tradewind.platform.events import Envelope, Event
from tradewind.platform.events.event import decode

E = TypeVar("E", bound=Event)


def published(kind: type[E]) -> list[E]:
    """Every event of `kind` in the order it was published, numbered by the sequencer or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version, payload::text FROM events_event WHERE name = %s ORDER BY id",
            [kind.name],
        )
        rows = cursor.fetchall()
    found = [decode(kind.name, version, orjson.loads(payload)) for version, payload in rows]
    assert all(isinstance(event, kind) for event in found)
    return found


def enveloped(event: Event, *, position: int = 1) -> Envelope:
    """`event` as a subscriber gets it."""
    return Envelope(
        position=position,
        event_id=f"evt_{position}",
        occurred_at=clock.now(),
        aggregate=str(getattr(event, event.aggregate)),
        event=event,
    )
