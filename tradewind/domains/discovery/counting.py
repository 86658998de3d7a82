"""Counting searches without a write for each: every process gathers, and tells now and then.

The search that finds what was gathered old or plentiful enough stores all of it by one statement.
What a process holds when it ends is lost: up to ten seconds of a statistic.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Lock

from tradewind.domains.discovery.rules.popularity import countable
from tradewind.domains.discovery.statements import rows
from tradewind.kernel import clock

FLUSH_SECONDS = 10
MOST_GATHERED = 500

_STORE = """
INSERT INTO discovery_popularquery (language, text, searches, found, searched_on)
SELECT *, %s::date FROM unnest(%s::varchar[], %s::varchar[], %s::int[], %s::int[]) ORDER BY 1, 2
ON CONFLICT (language, text) DO UPDATE SET
  searches = discovery_popularquery.searches + EXCLUDED.searches,
  found = EXCLUDED.found,
  searched_on = EXCLUDED.searched_on
RETURNING id
"""


@dataclass(slots=True)
class _Counted:
    searches: int
    found: int


class Gathering:
    """Searches not stored yet, by language and text. Thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counted: dict[tuple[str, str], _Counted] = {}
        self._since = 0.0

    def add(self, language: str, text: str, found: int) -> bool:
        """Count one search; True when it is time to store."""
        with self._lock:
            moment = time.monotonic()
            if not self._counted:
                self._since = moment
            counted = self._counted.setdefault((language, text), _Counted(0, 0))
            counted.searches += 1
            counted.found = found
            is_old = moment - self._since >= FLUSH_SECONDS
            return is_old or len(self._counted) >= MOST_GATHERED

    def take(self) -> dict[tuple[str, str], _Counted]:
        """Everything gathered, which is forgotten here."""
        with self._lock:
            taken, self._counted = self._counted, {}
            return taken


_gathering = Gathering()


def note(*, language: str, text: str, found: int) -> None:
    """Count a search with `found` results, unless it may tell of a person (`countable`)."""
    plain = countable(text)
    if plain is not None and _gathering.add(language, plain, found):
        store()


def store() -> None:
    """Write what this process gathered; one statement, none when there is nothing."""
    taken = _gathering.take()
    if not taken:
        return
    languages, texts = zip(*taken, strict=True)
    values = [
        clock.now().date(),
        list(languages),
        list(texts),
        [counted.searches for counted in taken.values()],
        [counted.found for counted in taken.values()],
    ]
    rows(_STORE, values)


def forget_gathered() -> None:
    """Drop what this process gathered, unwritten."""
    _gathering.take()
