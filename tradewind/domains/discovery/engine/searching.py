"""The index as others use it: ask, suggest, count."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tantivy import DocAddress, Occur, Order, Query

from tradewind.domains.discovery.engine.analysis import words
from tradewind.domains.discovery.engine.errors import IndexMissing
from tradewind.domains.discovery.engine.facets import FacetCounter
from tradewind.domains.discovery.engine.generation import Generation
from tradewind.domains.discovery.engine.matching import Matcher
from tradewind.domains.discovery.engine.questions import (
    Hit,
    RelatedCategory,
    Results,
    SearchQuery,
    Sort,
)
from tradewind.domains.discovery.engine.schema import price_field
from tradewind.domains.discovery.engine.scope import Scope, filter_queries
from tradewind.domains.discovery.engine.storage import IndexRoot
from tradewind.domains.discovery.engine.suggesting import PhraseBook, Suggestions
from tradewind.domains.discovery.engine.units import LONGEST_TEXT, query_words

LOOK_AGAIN_SECONDS = 0.25  # how often a reader asks the file system whether the index changed
MOST_HITS = 1_000
DEEPEST_OFFSET = 10_000


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a text was understood."""

    matching: Query
    total: int
    corrected: str | None = None
    relaxed: bool = False


class SearchIndex:
    """Reads the index under `path`, following commits and rebuilds by itself. Thread-safe."""

    def __init__(self, path: Path) -> None:
        self._root = IndexRoot(path)
        self._generation: Generation | None = None
        self._looked_at = 0.0

    def search(self, query: SearchQuery) -> Results:
        """Answer one question. Any text is safe; raises `IndexMissing` only."""
        started = time.perf_counter()
        now = self._current()
        narrowed = filter_queries(now.schema, now.settings, query.filters, query.currency)
        reading = self._read(now, query, narrowed)
        scope = Scope(reading.matching, narrowed)
        counter = FacetCounter(
            now.schema,
            now.searcher,
            now.labels,
            query.language,
            query.filters,
            query.currency if query.currency in now.settings.currencies else "",
        )
        related: tuple[RelatedCategory, ...] = ()
        if reading.relaxed:
            related = counter.related_categories(scope)
        return Results(
            hits=self._hits(now, scope.query(), query),
            total=reading.total,
            facets=counter.facets(scope, reading.total) if query.with_facets else (),
            corrected_query=reading.corrected,
            relaxed=reading.relaxed,
            related_categories=related,
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def suggest(
        self, text: str, *, language: str, queries: PhraseBook | None = None, limit: int = 5
    ) -> Suggestions:
        """Products, categories, brands and popular `queries` for what is typed so far.

        The last word counts as unfinished. Raises `IndexMissing`.
        """
        now = self._current()
        spoken = words(text[:LONGEST_TEXT])
        if not spoken:
            return Suggestions()
        prefix = " ".join(spoken)
        return Suggestions(
            products=self._products(now, spoken, now.language(language), limit),
            categories=now.categories(language).starting(prefix, limit=limit),
            brands=now.brands.starting(prefix, limit=limit),
            queries=queries.starting(prefix, limit=limit) if queries else (),
        )

    def like(
        self,
        *,
        title: str,
        language: str,
        brand: str = "",
        category: str = "",
        without: str = "",
        limit: int = 20,
    ) -> tuple[Hit, ...]:
        """Products most like one that is described so: the same words, category and brand.

        `without` is the id of the product itself. Raises `IndexMissing`.
        """
        now = self._current()
        matcher = Matcher(now.schema, now.searcher, now.language(language))
        asked = matcher.like(title, brand=brand, category=category)
        if asked is None:
            return ()
        found = now.searcher.search(asked, limit + 1, count=False, weight_by_field="prior")
        hits = [Hit(_id(now, address), score) for score, address in found.hits]
        return tuple(hit for hit in hits if hit.id != without)[:limit]

    def count(self) -> int:
        """Products in the index. Raises `IndexMissing`."""
        return self._current().searcher.num_docs

    def folder_name(self) -> str:
        """The generation in use. Raises `IndexMissing`."""
        return self._current().folder.name

    def cursor(self) -> str:
        """Where the feeder stood at the last commit. Raises `IndexMissing`."""
        return self._current().folder.cursor()

    def warm(self, languages: Sequence[str]) -> None:
        """Make the lists that would otherwise delay the first misspelt or half-typed query."""
        now = self._current()
        for tag in languages:
            now.vocabulary(now.language(tag))
            now.categories(tag).starting("a", limit=1)
        now.brands.starting("a", limit=1)

    def _current(self) -> Generation:
        """The newest state. Two threads may both open it; the later assignment wins, harmlessly."""
        moment = time.monotonic()
        held = self._generation
        if held is not None and moment - self._looked_at < LOOK_AGAIN_SECONDS:
            return held
        self._looked_at = moment
        try:
            held = self._followed(held)
        except IndexMissing:
            # A rebuild may have removed the folder between reading the pointer and opening it.
            held = self._followed(held)
        self._generation = held
        return held

    def _followed(self, held: Generation | None) -> Generation:
        folder = self._root.current()
        if held is not None and held.version == folder.version():
            return held
        return Generation(folder, held)

    def _read(self, now: Generation, query: SearchQuery, narrowed: dict[str, Query]) -> _Reading:
        language = now.language(query.language)
        spoken = query_words(query.text, language)
        if not spoken:
            return self._found(now, Query.all_query(), narrowed) or _Reading(
                Query.all_query(), total=0
            )
        matcher = Matcher(now.schema, now.searcher, language, query.favour)
        units = matcher.units(spoken)
        strict = matcher.strict(query.text, units)
        if strict is not None and (found := self._found(now, strict, {})):
            return self._narrowed(now, found, narrowed)
        corrected = self._corrected(now, matcher, spoken)
        if corrected is not None:
            return self._narrowed(now, corrected, narrowed)
        for missing in range(1, len(units)):
            loose = matcher.relaxed(units, missing=missing)
            if loose is not None and (found := self._found(now, loose, {})):
                relaxed = _Reading(found.matching, found.total, relaxed=True)
                return self._narrowed(now, relaxed, narrowed)
        return _Reading(Query.empty_query(), total=0)

    def _found(
        self, now: Generation, matching: Query, narrowed: dict[str, Query]
    ) -> _Reading | None:
        total = now.count(Scope(matching, narrowed).query())
        return _Reading(matching, total) if total else None

    def _narrowed(self, now: Generation, reading: _Reading, narrowed: dict[str, Query]) -> _Reading:
        """The same reading with the total under filters. Filters never change the reading."""
        if not narrowed:
            return reading
        total = now.count(Scope(reading.matching, narrowed).query())
        return _Reading(reading.matching, total, reading.corrected, reading.relaxed)

    def _corrected(self, now: Generation, matcher: Matcher, spoken: list[str]) -> _Reading | None:
        """The same words with unknown ones corrected, where that finds something."""
        vocabulary = now.vocabulary(matcher.language)
        wording = list(spoken)
        changed = False
        for at, unit in enumerate(map(matcher.single, spoken)):
            if unit.query is not None:
                continue
            options = vocabulary.corrections(spoken[at])
            if not options:
                return None
            changed = True
            for option in options:
                wording[at] = option
                if self._meets(now, matcher, wording[: at + 1]):
                    break
            else:
                wording[at] = options[0]
        if not changed:
            return None
        text = " ".join(wording)
        strict = matcher.strict(text, matcher.units(wording))
        found = self._found(now, strict, {}) if strict is not None else None
        return _Reading(found.matching, found.total, corrected=text) if found else None

    def _meets(self, now: Generation, matcher: Matcher, wording: list[str]) -> bool:
        strict = matcher.strict(" ".join(wording), matcher.units(wording))
        return strict is not None and self._found(now, strict, {}) is not None

    def _hits(self, now: Generation, asked: Query, query: SearchQuery) -> tuple[Hit, ...]:
        limit = min(max(query.limit, 1), MOST_HITS)
        offset = min(max(query.offset, 0), DEEPEST_OFFSET)
        field, order = _ordering(query, now.settings.currencies)
        if field:
            found = now.searcher.search(
                asked, limit, count=False, offset=offset, order_by_field=field, order=order
            )
            return tuple(Hit(_id(now, address), 0.0) for _, address in found.hits)
        found = now.searcher.search(
            asked, limit, count=False, offset=offset, weight_by_field="prior"
        )
        return tuple(Hit(_id(now, address), score) for score, address in found.hits)

    def _products(
        self, now: Generation, spoken: list[str], language: str, limit: int
    ) -> tuple[Hit, ...]:
        *finished, begun = spoken[-6:]
        field = f"words_{language}"
        ends = now.searcher.terms_with_prefix(field, begun, limit=10)
        if not ends:
            return ()
        schema = now.schema
        options = [(Occur.Should, Query.term_query(schema, field, word)) for word, _ in ends]
        wanted = [(Occur.Must, Query.boolean_query(options))]
        wanted += [(Occur.Must, Query.term_query(schema, field, word)) for word in finished]
        found = now.searcher.search(
            Query.boolean_query(wanted), limit, count=False, weight_by_field="prior"
        )
        return tuple(Hit(_id(now, address), score) for score, address in found.hits)


def _ordering(query: SearchQuery, currencies: Sequence[str]) -> tuple[str, Order]:
    """The field that decides the order, empty for the score."""
    sort = query.sort
    if sort in (Sort.PRICE_ASC, Sort.PRICE_DESC) and query.currency in currencies:
        order = Order.Asc if sort is Sort.PRICE_ASC else Order.Desc
        return price_field(query.currency), order
    if sort is Sort.NEWEST:
        return "created", Order.Desc
    browsing = not words(query.text[:LONGEST_TEXT])
    if sort is Sort.POPULAR or browsing:
        return "popular", Order.Desc
    return "", Order.Desc


def _id(now: Generation, address: DocAddress) -> str:
    stored: str = now.searcher.doc(address)["id"][0]
    return stored
