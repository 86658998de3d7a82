"""From what a shopper typed to a Tantivy query.

Every word must be met, by itself or by another way of writing it. The order among what matches is
BM25 over one weighted field plus evidence: small fixed bonuses for where the words stand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import tantivy
from tantivy import Occur, Query

from tradewind.domains.discovery.engine.analysis import (
    FUNCTION_WORDS,
    HEAD_FIRST,
    parts,
    squeezed,
    stem,
    words,
)
from tradewind.domains.discovery.engine.schema import (
    BRAND,
    DESCRIPTION,
    HEAD,
    TITLE,
    TYPE,
    WHOLE_TYPE,
    in_one_piece,
)

LONGEST_TEXT = 200  # characters of a query that are read
MOST_WORDS = 12

# One kind of evidence on all words is worth this share of the most BM25 could give them. The same
# share for each kind on purpose: chosen as a prior, not fitted (see the decision record).
EVIDENCE = 0.05
_WORD_EVIDENCE = (TITLE, DESCRIPTION, BRAND)
_HEAD_EVIDENCE = (HEAD, TYPE)
# When the whole query is the product's very type. Large enough that notebooks stand before short
# titles of notebook sleeves, which BM25 prefers for their length.
WHOLE_TYPE_EVIDENCE = 0.5
_EXACT_CODE = 10.0
_BM25_MOST = 2.2  # k1 + 1, what a term's idf is multiplied by at most


@dataclass(frozen=True, slots=True)
class Unit:
    """One word, or two written together elsewhere, and the query that meets it.

    `terms` is what evidence is looked for; empty when the catalogue does not have the word.
    """

    words: tuple[str, ...]
    query: Query | None
    terms: tuple[str, ...]

    @property
    def apart(self) -> tuple[str, ...]:
        """The terms of the words as typed, without the two written together."""
        return self.terms[:-1] if len(self.words) > 1 else self.terms


def query_words(text: str, language: str) -> list[str]:
    """The words of a query that count: no repeats, no function words unless there is nothing else.

    `language` is an index language.
    """
    spoken = list(dict.fromkeys(words(text[:LONGEST_TEXT])))[:MOST_WORDS]
    ignored = FUNCTION_WORDS.get(language, frozenset())
    return [word for word in spoken if word not in ignored] or spoken


class Matcher:
    """Builds queries against one generation of the index, in one of its languages."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher, language: str) -> None:
        self._schema = schema
        self._searcher = searcher
        self.language = language
        self._text = f"text_{language}"
        self._evidence = f"evidence_{language}"

    def units(self, spoken: Sequence[str]) -> list[Unit]:
        """What must be met for each word, with other spellings found in the catalogue."""
        found: list[Unit] = []
        at = 0
        while at < len(spoken):
            pair = self._joined(*spoken[at : at + 2]) if at + 1 < len(spoken) else None
            found.append(pair or self.single(spoken[at]))
            at += len(found[-1].words)
        return found

    def _joined(self, first: str, second: str) -> Unit | None:
        """ "rtx 2060" is also met by "rtx2060", "tn 2110" by the code "tn2110"."""
        together = stem(first + second, self.language)
        options = [
            self._term(field, term)
            for field, term in ((self._text, together), ("code", first + second))
            if self._searcher.doc_freq(field, term)
        ]
        if not options:
            return None
        left, right = self.single(first), self.single(second)
        if left.query is not None and right.query is not None:
            both = [(Occur.Must, left.query), (Occur.Must, right.query)]
            options.append(Query.boolean_query(both))
        return Unit((first, second), _any(options), (*left.terms, *right.terms, together))

    def single(self, word: str) -> Unit:
        """What meets one word; `query` is None when nothing can."""
        term = stem(word, self.language)
        options, known = [], []
        if self._frequency(term):
            options.append(self._term(self._text, term))
            known.append(term)
        pieces = [stem(piece, self.language) for piece in parts(word)]
        if len(pieces) > 1:
            if self._searcher.doc_freq("code", word):
                options.append(self._term("code", word))
            if all(map(self._frequency, pieces)):
                options.append(Query.phrase_query(self._schema, self._text, list(pieces)))
                known = known or pieces
        elif not options and (pieces := self._split(word)):
            options.append(Query.phrase_query(self._schema, self._text, list(pieces)))
            known = pieces
        return Unit((word,), _any(options) if options else None, tuple(known))

    def _split(self, word: str) -> list[str]:
        """An unknown word as two known neighbours: "powerbank" as "power", "bank"."""
        if len(word) < 6 or not word.isalpha():
            return []
        for at in range(3, len(word) - 2):
            pair = [stem(word[:at], self.language), stem(word[at:], self.language)]
            if all(map(self._frequency, pair)):
                phrase = Query.phrase_query(self._schema, self._text, list(pair))
                if self._searcher.search(phrase, 1).hits:
                    return pair
        return []

    def strict(self, text: str, units: Sequence[Unit]) -> Query | None:
        """Meets every unit, or is the exact code of a product; None when neither can be."""
        code = squeezed(text[:LONGEST_TEXT])
        coded = bool(code) and self._searcher.doc_freq("code", code) > 0
        met = [unit.query for unit in units if unit.query is not None]
        if not units or len(met) < len(units):
            return self._term("code", code) if coded else None
        every = Query.boolean_query([(Occur.Must, query) for query in met])
        if coded:
            exact = Query.boost_query(self._term("code", code), _EXACT_CODE)
            every = _any([every, exact])
        return self._ranked(every, units)

    def relaxed(self, units: Sequence[Unit], *, missing: int) -> Query | None:
        """Meets all but `missing` units; None when the catalogue has too few of the words."""
        met = [unit.query for unit in units if unit.query is not None]
        fewest = max(1, len(units) - missing)
        if len(met) < fewest:
            return None
        some = Query.boolean_query(
            [(Occur.Should, query) for query in met], minimum_number_should_match=fewest
        )
        return self._ranked(some, units)

    def _ranked(self, required: Query, units: Sequence[Unit]) -> Query:
        """`required` with evidence, each kind scaled to the most BM25 could give these words."""
        said = [unit.terms for unit in units if unit.terms]
        if not said:
            return required
        most = _BM25_MOST * sum(self._rarity_of(unit) for unit in units if unit.terms)
        bonus = EVIDENCE * most
        clauses = [(Occur.Must, required)]
        for terms in said:
            for place in _WORD_EVIDENCE:
                clauses.append(self._bonus(place, terms, bonus / len(said)))
        head = said[0] if self.language in HEAD_FIRST else said[-1]
        for place in _HEAD_EVIDENCE:
            clauses.append(self._bonus(place, head[-1:], bonus))
        whole = in_one_piece(term for unit in units for term in unit.apart)
        clauses.append(self._bonus(WHOLE_TYPE, [whole], WHOLE_TYPE_EVIDENCE * most))
        in_order = [term for terms in said for term in terms]
        if len(in_order) > 1:
            phrase = Query.phrase_query(self._schema, self._text, list(in_order))
            clauses.append((Occur.Should, Query.const_score_query(phrase, bonus)))
        return Query.boolean_query(clauses)

    def _bonus(self, place: str, terms: Sequence[str], worth: float) -> tuple[Occur, Query]:
        found = [self._term(self._evidence, place + term) for term in terms]
        return Occur.Should, Query.const_score_query(_any(found), worth)

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term)

    def _frequency(self, term: str) -> int:
        return self._searcher.doc_freq(self._text, term)

    def _rarity_of(self, unit: Unit) -> float:
        """Mean rarity of what the unit is looked for by, once for each word it stands for."""
        rarities = [self._rarity(term) for term in unit.terms]
        return sum(rarities) / len(rarities) * len(unit.words)

    def _rarity(self, term: str) -> float:
        """BM25's inverse document frequency."""
        frequency, total = self._frequency(term), self._searcher.num_docs
        return math.log(1 + max(0.0, total - frequency + 0.5) / (frequency + 0.5))


def _any(options: list[Query]) -> Query:
    if len(options) == 1:
        return options[0]
    return Query.boolean_query([(Occur.Should, option) for option in options])
