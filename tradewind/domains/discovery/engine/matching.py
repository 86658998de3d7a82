"""From what a shopper typed to a Tantivy query.

Every word must be met, by itself or by another way of writing it. The order among what matches is
BM25 over one weighted field plus evidence: small fixed bonuses for where the words stand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import islice, product

import tantivy
from tantivy import Occur, Query

from tradewind.domains.discovery.engine.analysis import (
    HEAD_FIRST,
    parts,
    squeezed,
    stem,
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
from tradewind.domains.discovery.engine.synonyms import LONGEST_PHRASE, Synonym, synonyms
from tradewind.domains.discovery.engine.units import LONGEST_TEXT, Unit, query_words

# One kind of evidence on all words is worth this share of the most BM25 could give them. The same
# share for each kind on purpose: chosen as a prior, not fitted (see the decision record).
EVIDENCE = 0.05
_WORD_EVIDENCE = (TITLE, DESCRIPTION, BRAND)
_HEAD_EVIDENCE = (HEAD, TYPE)
# When the whole query is the product's very type. Large enough that notebooks stand before short
# titles of notebook sleeves, which BM25 prefers for their length.
WHOLE_TYPE_EVIDENCE = 0.5
# Being of the same category, or brand, is worth so much of what all words of a title could give.
LIKENESS, BRAND_LIKENESS = 0.5, 0.1
FAVOUR = 0.2  # the same of each thing that suits the shopper
_EXACT_CODE = 10.0
_MOST_WORDINGS = 8
_BM25_MOST = 2.2  # k1 + 1, what a term's idf is multiplied by at most


class Matcher:
    """Builds queries against one generation of the index, in one of its languages."""

    def __init__(
        self,
        schema: tantivy.Schema,
        searcher: tantivy.Searcher,
        language: str,
        favour: Sequence[str] = (),
    ) -> None:
        self._schema = schema
        self._searcher = searcher
        self.language = language
        self._text = f"text_{language}"
        self._evidence = f"evidence_{language}"
        self._favour = favour

    def units(self, spoken: Sequence[str]) -> list[Unit]:
        """What must be met for each word, with other spellings found in the catalogue."""
        found: list[Unit] = []
        at = 0
        while at < len(spoken):
            known = self._called_otherwise(spoken[at : at + LONGEST_PHRASE])
            if known is None and at + 1 < len(spoken):
                known = self._joined(*spoken[at : at + 2])
            found.append(known or self.single(spoken[at]))
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
        terms = (*left.terms, *right.terms, together)
        return Unit((first, second), _any(options), terms, joined=True)

    def _called_otherwise(self, spoken: Sequence[str]) -> Unit | None:
        """The longest beginning of `spoken` that the catalogue has other words for."""
        listed = synonyms(self.language)
        for length in range(len(spoken), 0, -1):
            phrase = tuple(spoken[:length])
            if phrase in listed and (unit := self._with_synonyms(phrase, listed[phrase])):
                return unit
        return None

    def _with_synonyms(self, phrase: tuple[str, ...], others: Sequence[Synonym]) -> Unit | None:
        """All wordings as if they were one word: the best one counts, by the rarity of all."""
        own = [self.single(word) for word in phrase]
        said = tuple(term for unit in own for term in unit.terms)
        is_met = all(unit.query is not None for unit in own)
        alike = [
            terms
            for other in others
            if (terms := tuple(stem(word, self.language) for word in other.words)) != said
            and all(map(self._frequency, terms))
            and (not other.is_guarded or self._is_called(terms, said))
        ]
        if not alike:
            return None
        wordings = [said, *alike] if is_met else alike
        rarity = self._rarity_at(sum(min(map(self._frequency, one)) for one in wordings))
        options = [
            Query.boost_query(self._in_order(terms), rarity * len(phrase) / self._mass(terms))
            for terms in alike
        ]
        if is_met:
            asked = [(Occur.Must, unit.query) for unit in own if unit.query is not None]
            exact = Query.boolean_query(asked)
            options.append(Query.boost_query(exact, rarity * len(phrase) / self._mass(said)))
        best = Query.disjunction_max_query(options)
        return Unit(phrase, best, said if is_met else (), tuple(alike), rarity)

    def _is_called(self, terms: Sequence[str], said: Sequence[str]) -> bool:
        """Whether the catalogue names more things so than as they were asked for."""
        return self._named(terms) > self._named(said)

    def _named(self, terms: Sequence[str]) -> int:
        if not terms:
            return 0
        places = (HEAD + terms[-1], TYPE + terms[-1], WHOLE_TYPE + in_one_piece(terms))
        return max(self._searcher.doc_freq(self._evidence, place) for place in places)

    def _in_order(self, terms: Sequence[str]) -> Query:
        if len(terms) == 1:
            return self._term(self._text, terms[0])
        return Query.phrase_query(self._schema, self._text, list(terms))

    def _mass(self, terms: Sequence[str]) -> float:
        return max(sum(map(self._rarity, terms)), 0.01)

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

    def like(self, title: str, *, brand: str, category: str) -> Query | None:
        """Meets words of a title or its category, the same brand first; None with nothing to go by."""
        units = self.units(query_words(title, self.language))
        met = [unit for unit in units if unit.query is not None]
        most = _BM25_MOST * sum(self._rarity_of(unit) for unit in met if unit.wordings)
        shared = []
        if category:
            kin = self._term("category", category)
            shared.append(Query.const_score_query(kin, LIKENESS * most))
        same_words = [unit.query for unit in met if unit.query is not None]
        # One word of several in common, a colour or a material, makes nothing alike.
        if same_words:
            least = min(2, len(same_words))
            some = [(Occur.Should, query) for query in same_words]
            many = Query.boolean_query(some, minimum_number_should_match=least)
            shared.append(self._ranked(many, met))
        if not shared:
            return None
        ranked = [(Occur.Must, _any(shared))]
        if brand:
            same_brand = self._term("brand", brand)
            push = Query.const_score_query(same_brand, BRAND_LIKENESS * most)
            ranked.append((Occur.Should, push))
        return Query.boolean_query(ranked)

    def _ranked(self, required: Query, units: Sequence[Unit]) -> Query:
        """`required` with evidence, each kind scaled to the most BM25 could give these words."""
        told = [unit for unit in units if unit.wordings]
        if not told:
            return required
        most = _BM25_MOST * sum(map(self._rarity_of, told))
        bonus = EVIDENCE * most
        clauses = [(Occur.Must, required)]
        for unit in told:
            if unit.evident:
                for place in _WORD_EVIDENCE:
                    clauses.append(self._bonus(place, unit.evident, bonus / len(told)))
        head = told[0] if self.language in HEAD_FIRST else told[-1]
        heads = list(dict.fromkeys(wording[-1] for wording in (head.terms, *head.alike) if wording))
        for place in _HEAD_EVIDENCE:
            clauses.append(self._bonus(place, heads, bonus))
        ways = islice(product(*(unit.wordings for unit in told)), _MOST_WORDINGS)
        wholes = [in_one_piece(term for wording in way for term in wording) for way in ways]
        clauses.append(self._bonus(WHOLE_TYPE, wholes, WHOLE_TYPE_EVIDENCE * most))
        for wanted in self._favoured():
            clauses.append((Occur.Should, Query.const_score_query(wanted, FAVOUR * most)))
        in_order = [term for unit in told for term in unit.terms]
        if len(in_order) > 1:
            phrase = Query.phrase_query(self._schema, self._text, list(in_order))
            clauses.append((Occur.Should, Query.const_score_query(phrase, bonus)))
        return Query.boolean_query(clauses)

    def _favoured(self) -> list[Query]:
        """What products say that the shopper would like them to; each a soft push, no condition."""
        wanted = [query_words(phrase, self.language) for phrase in self._favour]
        stemmed = [tuple(stem(word, self.language) for word in said) for said in wanted if said]
        return [self._in_order(terms) for terms in stemmed if all(map(self._frequency, terms))]

    def _bonus(self, place: str, terms: Sequence[str], worth: float) -> tuple[Occur, Query]:
        found = [self._term(self._evidence, place + term) for term in terms]
        return Occur.Should, Query.const_score_query(_any(found), worth)

    def _term(self, field: str, term: str) -> Query:
        return Query.term_query(self._schema, field, term)

    def _frequency(self, term: str) -> int:
        return self._searcher.doc_freq(self._text, term)

    def _rarity_of(self, unit: Unit) -> float:
        """Mean rarity of what the unit is looked for by, once for each word it stands for."""
        if unit.rarity:
            return unit.rarity * len(unit.words)
        rarities = [self._rarity(term) for term in unit.terms]
        return sum(rarities) / len(rarities) * len(unit.words)

    def _rarity(self, term: str) -> float:
        """BM25's inverse document frequency."""
        return self._rarity_at(self._frequency(term))

    def _rarity_at(self, frequency: int) -> float:
        total = self._searcher.num_docs
        return math.log(1 + max(0.0, total - frequency + 0.5) / (frequency + 0.5))


def _any(options: list[Query]) -> Query:
    if len(options) == 1:
        return options[0]
    return Query.boolean_query([(Occur.Should, option) for option in options])
