"""Which subscriptions a round has to look at, found by one statement instead of one each."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from tradewind.kernel import clock
from tradewind.platform.events import reading
from tradewind.platform.events.subscription import Subscription

_NEW_NAMES = "SELECT name, max(position) FROM events_event WHERE position > %s GROUP BY name"
_BEHIND = """
SELECT subscription FROM events_cursor WHERE position < %s
UNION SELECT subscription FROM events_parked WHERE due_at <= %s
"""


class Interest:
    """What one consumer thread has seen of the stream, and who cares about the rest."""

    def __init__(self, subscriptions: Sequence[Subscription]) -> None:
        self._subscriptions = subscriptions
        self._names = {sub.name: frozenset(sub.event_names) for sub in subscriptions}
        self.seen = reading.head()
        """The greatest position known here."""

    def woken(self) -> list[Subscription]:
        """Those that want an event numbered since the last look."""
        with connection.cursor() as cursor:
            cursor.execute(_NEW_NAMES, [self.seen])
            new = dict(cursor.fetchall())
        if new:
            self.seen = max(new.values())
        return [sub for sub in self._subscriptions if not self._names[sub.name].isdisjoint(new)]

    def lagging(self) -> list[Subscription]:
        """Those whose cursor is behind the stream, or who have a parked event that is due."""
        head = reading.head()
        with connection.cursor() as cursor:
            cursor.execute(_BEHIND, [head, clock.now()])
            behind = {name for (name,) in cursor.fetchall()}
        self.seen = max(self.seen, head)
        return [sub for sub in self._subscriptions if sub.name in behind]
