"""Places in the stream: made once, held by one worker at a time, set back for a replay."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction

from tradewind.kernel import clock
from tradewind.platform.events import reading
from tradewind.platform.events.models import Cursor, ParkedEvent
from tradewind.platform.events.subscription import NOW, Subscription

_CLAIM = """
SELECT subscription, position FROM events_cursor WHERE subscription = ANY(%s)
ORDER BY subscription FOR UPDATE SKIP LOCKED
"""
_MOVE = """
UPDATE events_cursor SET position = %s, moved_at = %s WHERE subscription = ANY(%s)
"""


def ensure(subscriptions: Sequence[Subscription]) -> None:
    """Give each subscription that has none a cursor where its `start` says."""
    head = reading.head()
    Cursor.objects.bulk_create(
        [
            Cursor(
                subscription=subscription.name,
                position=head if subscription.start is NOW else 0,
                moved_at=clock.now(),
            )
            for subscription in subscriptions
        ],
        ignore_conflicts=True,
    )


def claim(subscription: Subscription) -> Cursor | None:
    """Hold the cursor until the transaction ends; None while another worker holds it."""
    return (
        Cursor.objects.select_for_update(skip_locked=True)
        .filter(subscription=subscription.name)
        .first()
    )


def claim_all(names: Sequence[str]) -> dict[str, int]:
    """Hold the cursors of these subscriptions, in the order of their names, until the transaction
    ends. Their positions; those another worker holds are absent."""
    with connection.cursor() as statement:
        statement.execute(_CLAIM, [list(names)])
        return dict(statement.fetchall())


def move_all(names: Sequence[str], position: int) -> None:
    """`move` for several at once. The caller holds them."""
    with connection.cursor() as statement:
        statement.execute(_MOVE, [position, clock.now(), list(names)])


def move(cursor: Cursor, position: int) -> None:
    """Everything up to `position` is done or parked. The caller holds the cursor."""
    Cursor.objects.filter(subscription=cursor.subscription).update(
        position=position, moved_at=clock.now()
    )


def replay(subscription: str, from_position: int) -> None:
    """Deliver everything from `from_position` on once more, parked or not.

    Waits for a worker that delivers now. Raises `Cursor.DoesNotExist` for an unknown name.
    """
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().get(subscription=subscription)
        move(cursor, min(cursor.position, from_position - 1))
        ParkedEvent.objects.filter(subscription=subscription, position__gte=from_position).delete()
