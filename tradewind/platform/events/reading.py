"""Numbered events as envelopes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from tradewind.kernel import ids
from tradewind.platform.events.event import Envelope, decode

_SELECT = (
    "SELECT position, event_id, name, version, aggregate, payload::text, occurred_at,"
    " request_id, actor FROM events_event WHERE "
)
_BETWEEN = (
    _SELECT + "position > %s AND position <= %s AND name = ANY(%s) ORDER BY position LIMIT %s"
)
_ONE = _SELECT + "position = %s"
_HEAD = "SELECT COALESCE(max(position), 0) FROM events_event"


class StoredRow(NamedTuple):
    """A numbered row, not decoded yet: decoding may fail, and then only this event is parked."""

    position: int
    event_id: UUID
    name: str
    version: int
    aggregate: str
    payload: str
    occurred_at: datetime
    request_id: str | None
    actor: str | None

    def envelope(self) -> Envelope:
        """Raises `UnknownEvent`, or whatever a payload that fits no class raises."""
        return Envelope(
            position=self.position,
            event_id=ids.encode("evt", self.event_id),
            occurred_at=self.occurred_at,
            aggregate=self.aggregate,
            event=decode(self.name, self.version, orjson.loads(self.payload)),
            request_id=self.request_id,
            actor=self.actor,
        )


def head() -> int:
    """The greatest position given so far, 0 for an empty stream."""
    return int(_fetch(_HEAD, [])[0][0])


def rows_between(*, after: int, upto: int, names: Sequence[str], limit: int) -> list[StoredRow]:
    """Rows of those event names with ``after < position <= upto``, in order."""
    return [StoredRow(*row) for row in _fetch(_BETWEEN, [after, upto, list(names), limit])]


def row_at(position: int) -> StoredRow:
    """The row with that position, which must exist."""
    return StoredRow(*_fetch(_ONE, [position])[0])


def _fetch(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
