"""What is offered while a shopper types."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest

from tradewind.domains.discovery.engine.analysis import words
from tradewind.domains.discovery.engine.questions import Hit


@dataclass(frozen=True, slots=True)
class Phrase:
    """Something to offer: `id` where it has one, its wording, and how much it is used."""

    id: str
    label: str
    weight: int


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Best first in each kind; any may be empty."""

    products: tuple[Hit, ...] = ()
    categories: tuple[Phrase, ...] = ()
    brands: tuple[Phrase, ...] = ()
    queries: tuple[Phrase, ...] = ()


class PhraseBook:
    """Phrases by the beginning of any of their words."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        keyed = []
        for phrase in phrases:
            spoken = words(phrase.label)
            keyed += [(" ".join(spoken[at:]), at, phrase) for at in range(len(spoken))]
        keyed.sort(key=lambda entry: (entry[0], entry[1], -entry[2].weight, entry[2].id))
        self._keys = [key for key, _, _ in keyed]
        self._entries = [(at, phrase) for _, at, phrase in keyed]

    def starting(self, prefix: str, *, limit: int) -> tuple[Phrase, ...]:
        """Phrases in which a word starts with `prefix` (folded), first words before later ones."""
        start = bisect_left(self._keys, prefix)
        end = bisect_left(self._keys, prefix + "\U0010ffff")
        found = nsmallest(
            limit * 4,
            self._entries[start:end],
            key=lambda entry: (entry[0] > 0, -entry[1].weight, entry[1].label),
        )
        return tuple(dict.fromkeys(phrase for _, phrase in found))[:limit]
