"""One pass of one subscription: take a batch, deliver it, move the cursor, commit it all at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from enum import Enum

from django.db import connection, transaction

from tradewind.platform.events import cursors, parking, reading
from tradewind.platform.events.models import Cursor, ParkedEvent
from tradewind.platform.events.reading import StoredRow
from tradewind.platform.events.subscription import Subscription

logger = logging.getLogger(__name__)

# Positions looked through at once, so that a new reader of a rare event runs short statements.
WINDOW = 10_000

Delivery = Callable[[Subscription, list[StoredRow]], None]


class Pass(Enum):
    """How a pass ended: nothing to do, something done and perhaps more, held by another worker."""

    EMPTY = "empty"
    MOVED = "moved"
    HELD = "held"


def consume(subscription: Subscription) -> Pass:
    """Deliver the next batch, and one parked event that is due.

    A batch that fails is rolled back and delivered again event by event; those that fail are
    parked with the later ones of their aggregate. Raises only when the database itself fails.
    """
    try:
        return _pass(subscription, _together)
    except Exception:
        if not connection.is_usable():
            raise
        logger.warning("batch failed, delivering one by one: %s", subscription.name, exc_info=True)
        return _pass(subscription, _one_by_one)


def _pass(subscription: Subscription, deliver: Delivery) -> Pass:
    with transaction.atomic():
        cursor = cursors.claim(subscription)
        if cursor is None:
            return Pass.HELD
        due = parking.first_due(subscription.name)
        if due is not None:
            _try_again(subscription, due)
        moved = _advance(subscription, cursor, deliver)
    return Pass.MOVED if moved or due else Pass.EMPTY


def _advance(subscription: Subscription, cursor: Cursor, deliver: Delivery) -> bool:
    upto = min(reading.head(), cursor.position + WINDOW)
    if upto <= cursor.position:
        return False
    rows = reading.rows_between(
        after=cursor.position,
        upto=upto,
        names=subscription.event_names,
        limit=subscription.batch_size,
    )
    if len(rows) == subscription.batch_size:
        upto = rows[-1].position
    if rows:
        deliver(subscription, rows)
    cursors.move(cursor, upto)
    return True


def _together(subscription: Subscription, rows: list[StoredRow]) -> None:
    blocked = parking.blocked_aggregates(subscription.name, [row.aggregate for row in rows])
    for row in rows:
        if row.aggregate in blocked:
            parking.park(subscription.name, row, None)
    free = [row.envelope() for row in rows if row.aggregate not in blocked]
    if free:
        subscription.deliver(free)


def _one_by_one(subscription: Subscription, rows: list[StoredRow]) -> None:
    blocked = parking.blocked_aggregates(subscription.name, [row.aggregate for row in rows])
    for row in rows:
        if row.aggregate in blocked:
            parking.park(subscription.name, row, None)
        elif (error := _attempt(subscription, row)) is not None:
            parking.park(subscription.name, row, error)
            blocked.add(row.aggregate)


def _try_again(subscription: Subscription, parked: ParkedEvent) -> None:
    error = _attempt(subscription, reading.row_at(parked.position))
    if error is None:
        parking.release(parked)
    else:
        parking.failed_again(parked, error)


def _attempt(subscription: Subscription, row: StoredRow) -> Exception | None:
    """Deliver one event within a savepoint; what it raised, with its effects undone, or None."""
    try:
        with transaction.atomic():
            subscription.deliver([row.envelope()])
            # Deferred constraints would else fail at the commit, and with it the whole batch.
            connection.check_constraints()
    except Exception as error:
        if not connection.is_usable():
            raise
        logger.warning("%s can't take %s", subscription.name, row.event_id, exc_info=True)
        return error
    return None
