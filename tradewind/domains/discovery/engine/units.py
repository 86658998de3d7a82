"""What a shopper typed, cut into what must be met."""

from __future__ import annotations

from dataclasses import dataclass

from tantivy import Query

from tradewind.domains.discovery.engine.analysis import FUNCTION_WORDS, words

LONGEST_TEXT = 200  # characters of a query that are read
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """One word, or two written together elsewhere, and the query that meets it.

    `terms` is what evidence is looked for; empty when the catalogue does not have the word.
    `alike` are the terms of other words for the same thing, which are evidence as much; `rarity`
    is then that of all of them taken for one word.
    """

    words: tuple[str, ...]
    query: Query | None
    terms: tuple[str, ...]
    alike: tuple[tuple[str, ...], ...] = ()
    rarity: float = 0.0

    joined: bool = False

    @property
    def apart(self) -> tuple[str, ...]:
        """The terms of the words as typed, without the two written together."""
        return self.terms[:-1] if self.joined else self.terms

    @property
    def evident(self) -> tuple[str, ...]:
        """Every single term that tells of the thing."""
        return (*self.terms, *(other[0] for other in self.alike if len(other) == 1))

    @property
    def wordings(self) -> list[tuple[str, ...]]:
        """Every way the thing is called, term by term."""
        return [wording for wording in (self.apart, *self.alike) if wording]


def query_words(text: str, language: str) -> list[str]:
    """The words of a query that count: no repeats, no function words unless there is nothing else.

    `language` is an index language.
    """
    spoken = list(dict.fromkeys(words(text[:LONGEST_TEXT])))[:MOST_WORDS]
    ignored = FUNCTION_WORDS.get(language, frozenset())
    return [word for word in spoken if word not in ignored] or spoken
