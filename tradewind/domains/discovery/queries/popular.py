"""What people search for."""

from __future__ import annotations

import time
from functools import lru_cache

from tradewind.domains.discovery.engine.suggesting import Phrase, PhraseBook
from tradewind.domains.discovery.models import PopularQuery
from tradewind.domains.discovery.rules.popularity import FEWEST_SEARCHES

_TTL_SECONDS = 60
_MOST_OFFERED = 1_000


def popular_queries(*, language: str, limit: int = 8) -> tuple[str, ...]:
    """The searches most made in `language` that found something. Remembered for at most 60 s."""
    return tuple(phrase.label for phrase in _phrases(language, _minute()).most(limit))


def query_book(*, language: str) -> PhraseBook:
    """The same searches by their beginnings, for suggestions."""
    return _phrases(language, _minute()).book


def forget_popular_queries() -> None:
    """Read them anew at the next question."""
    _phrases.cache_clear()


class _Phrases:
    def __init__(self, phrases: list[Phrase]) -> None:
        self._phrases = phrases
        self.book = PhraseBook(phrases)

    def most(self, limit: int) -> list[Phrase]:
        return self._phrases[:limit]


def _minute() -> int:
    return int(time.monotonic() // _TTL_SECONDS)


@lru_cache(maxsize=32)
def _phrases(language: str, _minute: int) -> _Phrases:
    # A new minute is another key and so misses the cache, which makes the time to live.
    rows = (
        PopularQuery.objects.filter(language=language, found__gt=0, searches__gte=FEWEST_SEARCHES)
        .order_by("-searches", "text")
        .values_list("text", "searches")[:_MOST_OFFERED]
    )
    return _Phrases([Phrase(text, text, searches) for text, searches in rows])
