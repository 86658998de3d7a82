"""Publishing: one INSERT in the transaction that makes the fact true, and nothing else.

No NOTIFY here. It takes a lock on the whole database from before the commit until after its
flush, so a crowd of checkouts would commit one by one; the sequencer polls instead
(docs/adr/events).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import orjson
from django.db import connection

from tradewind.kernel import clock, ids
from tradewind.platform.events import origin
from tradewind.platform.events.event import Event, aggregate_of, encode
from tradewind.platform.http.request_id import current_request_id

_INSERT = (
    "INSERT INTO events_event"
    " (event_id, name, version, aggregate, payload, occurred_at, request_id, actor) VALUES "
)
_ROW = "(%s, %s, %s, %s, %s::jsonb, %s, %s, %s)"

# What is kept for the end of `together`, and how deep in savepoints that began.
_kept: ContextVar[tuple[list[Event], int] | None] = ContextVar("kept", default=None)


class NoTransaction(RuntimeError):
    """An event was published outside `transaction.atomic`, so it could outlive its change. A bug."""


def publish(event: Event) -> None:
    """Store `event` with the running transaction: both are committed or neither.

    Events of one aggregate are delivered in order when the caller holds that aggregate's row lock.
    Raises `NoTransaction`.
    """
    publish_all((event,))


def publish_all(events: Sequence[Event]) -> None:
    """Store several events, in order, by one statement. Raises `NoTransaction`."""
    if not connection.in_atomic_block:
        raise NoTransaction("publish inside transaction.atomic")
    kept = _kept.get()
    # What is published within a further savepoint may be undone with it, so it is written at once.
    if kept is not None and kept[1] == _depth():
        kept[0].extend(events)
    elif events:
        _write(events)


@contextmanager
def together() -> Iterator[None]:
    """Store what is published within by one statement, at the end. Raises `NoTransaction`."""
    if not connection.in_atomic_block:
        raise NoTransaction("publish inside transaction.atomic")
    events: list[Event] = []
    token = _kept.set((events, _depth()))
    try:
        yield
    finally:
        _kept.reset(token)
    publish_all(events)


def _depth() -> int:
    """How many savepoints the running transaction is in."""
    return sum(savepoint is not None for savepoint in connection.savepoint_ids)


def _write(events: Sequence[Event]) -> None:
    occurred_at, cause = clock.now(), origin.current()
    request_id = cause.request_id or current_request_id()
    values: list[Any] = []
    for event in events:
        values += (
            ids.new_uuid(),
            event.name,
            event.version,
            aggregate_of(event),
            orjson.dumps(encode(event)).decode(),
            occurred_at,
            request_id,
            cause.actor,
        )
    with connection.cursor() as cursor:
        cursor.execute(_INSERT + ", ".join([_ROW] * len(events)), values)
