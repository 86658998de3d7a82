"""Parked events: what a subscription could not take, kept in order per aggregate, tried again.

Only the first parked event of an aggregate is ever due: 1, 4, 16 and 64 minutes after a failure,
then by hand. Those behind it wait for it to be taken or skipped.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction

from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.platform.events.models import Cursor, ParkedEvent
from tradewind.platform.events.reading import StoredRow

AUTOMATIC_ATTEMPTS = 5
_ERROR_LENGTH = 500
_IN_TROUBLE = "SELECT DISTINCT subscription FROM events_parked WHERE subscription = ANY(%s)"


def park(subscription: str, row: StoredRow, error: Exception | None) -> None:
    """Park `row`: because of `error`, or (None) behind an earlier event of its aggregate."""
    moment = clock.now()
    ParkedEvent.objects.create(
        subscription=subscription,
        position=row.position,
        aggregate=row.aggregate,
        attempts=0 if error is None else 1,
        error="" if error is None else describe(error),
        parked_at=moment,
        due_at=None if error is None else next_attempt_at(moment, 1),
    )


def blocked_aggregates(subscription: str, aggregates: Iterable[str]) -> set[str]:
    """Those of `aggregates` with an event parked for the subscription."""
    parked = ParkedEvent.objects.filter(subscription=subscription, aggregate__in=set(aggregates))
    return set(parked.values_list("aggregate", flat=True))


def in_trouble(subscriptions: Iterable[str]) -> set[str]:
    """Those of the subscriptions for which anything is parked."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_TROUBLE, [list(subscriptions)])
        return {name for (name,) in cursor.fetchall()}


def first_due(subscription: str) -> ParkedEvent | None:
    """The event that has been due longest, or None."""
    due = ParkedEvent.objects.filter(subscription=subscription, due_at__lte=clock.now())
    return due.order_by("due_at", "position").first()


def failed_again(parked: ParkedEvent, error: Exception) -> None:
    """Note another failure and when it is tried next."""
    parked.attempts += 1
    parked.error = describe(error)
    parked.due_at = next_attempt_at(clock.now(), parked.attempts)
    parked.save(update_fields=("attempts", "error", "due_at"))


def release(parked: ParkedEvent) -> None:
    """Forget the first parked event of its aggregate; the next becomes due."""
    parked.delete()
    following = _first(parked.subscription, parked.aggregate)
    if following is not None:
        _make_due(following)


def send_again(*, subscription: str, aggregate: str) -> None:
    """Try the parked events of the aggregate again, in order, when a worker next comes by.

    Waits for a worker that delivers now. Raises `NotFound` when none is parked.
    """
    with transaction.atomic():
        _make_due(_first_held(subscription, aggregate))


def skip(*, subscription: str, aggregate: str) -> None:
    """Give up the first parked event of the aggregate for good; the next becomes due.

    Waits for a worker that delivers now. Raises `NotFound` when none is parked.
    """
    with transaction.atomic():
        release(_first_held(subscription, aggregate))


def describe(error: Exception) -> str:
    """The kind of the error and the first line of what it says: further lines may hold row values."""
    told = str(error).partition("\n")[0]
    return f"{type(error).__name__}: {told}"[:_ERROR_LENGTH]


def next_attempt_at(moment: datetime, attempts: int) -> datetime | None:
    """When the event is tried after its `attempts`-th failure; None: only by hand."""
    if attempts >= AUTOMATIC_ATTEMPTS:
        return None
    return moment + timedelta(minutes=4 ** (attempts - 1))


def _first(subscription: str, aggregate: str) -> ParkedEvent | None:
    parked = ParkedEvent.objects.filter(subscription=subscription, aggregate=aggregate)
    return parked.order_by("position").first()


def _first_held(subscription: str, aggregate: str) -> ParkedEvent:
    # The cursor, not the parked row: a worker may just be releasing that row.
    held = Cursor.objects.select_for_update().filter(subscription=subscription).first()
    first = _first(subscription, aggregate) if held else None
    if first is None:
        raise NotFound(subscription=subscription, aggregate=aggregate)
    return first


def _make_due(parked: ParkedEvent) -> None:
    parked.due_at = clock.now()
    parked.save(update_fields=("due_at",))
