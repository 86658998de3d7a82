"""Noting product pages without a write for each: every process gathers, and stores now and then.

What is gathered waits in memory for at most ten seconds of traffic, and is dropped there unless
whoever looked allows it at the moment of writing.
"""

from __future__ import annotations

import time
from threading import Lock

from tradewind.domains.visits import browsing
from tradewind.domains.visits.browsing import Seen
from tradewind.kernel import clock

FLUSH_SECONDS = 10
MOST_GATHERED = 200


class Gathering:
    """Views not stored yet. Thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: dict[tuple[int | None, str, int], Seen] = {}
        self._since = 0.0

    def add(self, seen: Seen) -> bool:
        """Hold one; True when it is time to store."""
        with self._lock:
            moment = time.monotonic()
            if not self._seen:
                self._since = moment
            self._seen[seen.person_id, seen.token, seen.product_id] = seen
            return moment - self._since >= FLUSH_SECONDS or len(self._seen) >= MOST_GATHERED

    def take(self) -> list[Seen]:
        """Everything gathered, which is forgotten here."""
        with self._lock:
            taken, self._seen = self._seen, {}
            return list(taken.values())

    def drop(self, *, person_id: int | None, token: str) -> None:
        """Forget what one of them looked at."""
        with self._lock:
            self._seen = {
                key: seen for key, seen in self._seen.items() if key[:2] != (person_id, token)
            }


_gathering = Gathering()


def note(*, person_id: int | None, token: str, product_id: int) -> None:
    """Somebody opened a product's page. Of who is neither signed in nor allowed it, nothing is held."""
    if person_id is None and not browsing.is_token(token):
        return
    whose = "" if person_id is not None else token
    if _gathering.add(Seen(person_id, whose, product_id, clock.now())):
        store()


def store() -> None:
    """Write what this process gathered; one statement, none when there is nothing."""
    browsing.record(_gathering.take())


def drop(*, person_id: int | None, token: str = "") -> None:
    """Forget what this process holds of somebody."""
    _gathering.drop(person_id=person_id, token="" if person_id is not None else token)


def forget_gathered() -> None:
    """Drop what this process gathered, unwritten."""
    _gathering.take()
