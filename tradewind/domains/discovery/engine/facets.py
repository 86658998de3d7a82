"""Facets counted from the result."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import tantivy
from tantivy import Occur, Query

from tradewind.domains.discovery.engine.analysis import clean
from tradewind.domains.discovery.engine.labels import Labels
from tradewind.domains.discovery.engine.lexicon import range_start
from tradewind.domains.discovery.engine.questions import (
    Facet,
    FacetKind,
    FacetValue,
    Filters,
    RelatedCategory,
)
from tradewind.domains.discovery.engine.schema import attribute_path, price_field
from tradewind.domains.discovery.engine.scope import (
    BRAND,
    CATEGORY,
    IN_STOCK,
    PRICE,
    STORE,
    Scope,
    attribute_filter,
)

MOST_ATTRIBUTES = 8
MOST_VALUES = 12
_CANDIDATES = 10
_PRICE_RANGES = 6
_STEPS = [0, *(lead * 10**power for power in range(1, 13) for lead in (1, 2, 5))]
_PRICE_CUTS = [{"from": low, "to": high} for low, high in itertools.pairwise(_STEPS)]  # minor units
_FETCHED = 200
_FETCHED_NAMES = 24
_SAMPLED_FROM = 2_000  # results
_FETCHED_VALUES = 30

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class FacetCounter:
    """Counts over one generation of the index for one search."""

    schema: tantivy.Schema
    searcher: tantivy.Searcher
    labels: Labels
    language: str
    filters: Filters
    currency: str  # empty when the index has no prices in it

    def facets(self, scope: Scope, total: int) -> tuple[Facet, ...]:
        """What can narrow `total` results: built-in facets first, then attributes by use."""
        counted = self._counted(scope, [BRAND, CATEGORY, STORE, IN_STOCK, PRICE])
        found = [
            self._category(counted[CATEGORY], total),
            self._price(counted[PRICE]),
            self._facet(BRAND, "brand", counted[BRAND], self.filters.brands),
            self._facet(STORE, "store", counted[STORE], self.filters.stores),
            self._stock(counted[IN_STOCK]),
            *self._attributes(scope, self._coverage(scope, total)),
        ]
        return tuple(facet for facet in found if facet is not None)

    def related_categories(self, scope: Scope) -> tuple[RelatedCategory, ...]:
        """The deepest categories most of `scope` lies in."""
        counts = self._counted(scope, [CATEGORY])[CATEGORY]
        above = {self.labels.parent(category) for category in counts}
        return tuple(
            RelatedCategory(category, self.labels.category(category, self.language), count)
            for category, count in _by_count(counts)
            if category not in above
        )[:5]

    def _counted(self, scope: Scope, names: Iterable[str]) -> dict[str, Counts]:
        """Counts by facet name; a facet with a filter of its own is counted without it."""
        # Cleaned, because a filter may carry a name that no product can have.
        wanted = {clean(name): self._aggregation(name) for name in names}
        own = {name for name in wanted if name in scope.filters}
        together = {name: ask for name, ask in wanted.items() if name not in own}
        answers = self.searcher.aggregate(scope.query(), together) if together else {}
        for name in own:
            apart = scope.query(without=name)
            answers |= self.searcher.aggregate(apart, {name: wanted[name]})
        return {name: _counts(answers[name]) for name in wanted}

    def _aggregation(self, name: str) -> dict[str, Any]:
        if name == PRICE:
            # Without prices the same column name simply counts nothing.
            return {"range": {"field": price_field(self.currency or "none"), "ranges": _PRICE_CUTS}}
        if name.startswith(attribute_filter("")):
            path = attribute_path(name.removeprefix(attribute_filter("")))
            return {"terms": {"field": path, "size": _FETCHED_VALUES}}
        return {"terms": {"field": name, "size": _FETCHED}}

    def _coverage(self, scope: Scope, total: int) -> Counts:
        """How many products have each attribute; of many, a fixed sixteenth stands for all.

        Only the choice of attributes rests on it. Their values are always counted in full.
        """
        asked = scope.query()
        if total > _SAMPLED_FROM:
            part = Query.term_query(self.schema, "sample", 0)
            asked = Query.boolean_query([(Occur.Must, asked), (Occur.Must, part)])
        terms = {"facet": {"terms": {"field": "facet", "size": _FETCHED_NAMES}}}
        return _counts(self.searcher.aggregate(asked, terms)["facet"])

    def _attributes(self, scope: Scope, coverage: Counts) -> Iterator[Facet]:
        chosen = [name for name, values in self.filters.attributes.items() if values]
        names = [name for name, count in _by_count(coverage) if count > 1][:_CANDIDATES]
        names = list(dict.fromkeys([*chosen, *names]))
        counted = self._counted(scope, [attribute_filter(name) for name in names])
        facets = []
        for name in names:
            counts = counted[clean(attribute_filter(name))]
            selected = self.filters.attributes.get(name, frozenset())
            facet = self._facet(name, self.labels.kind(name), counts, selected)
            if facet is not None:
                facets.append((bool(selected), _telling(counts) * coverage.get(name, 0), facet))
        facets.sort(key=lambda ranked: ranked[:2], reverse=True)
        yield from (facet for _, _, facet in facets[:MOST_ATTRIBUTES])

    def _facet(
        self, name: str, kind: FacetKind, counts: Counts, selected: frozenset[str]
    ) -> Facet | None:
        """A facet, unless it leaves no choice."""
        if len(counts) < 2 and not selected:
            return None
        kept = [value for value, _ in _by_count(counts)][:MOST_VALUES]
        kept += sorted(selected - set(kept))
        if kind == "number":
            kept.sort(key=range_start)
        return Facet(
            name=name,
            label=self.labels.attribute(name, self.language) if kind in _ATTRIBUTES else "",
            kind=kind,
            values=tuple(
                FacetValue(
                    value, self._label(name, kind, value), counts.get(value, 0), value in selected
                )
                for value in kept
            ),
            unit=self.labels.unit(name) if kind in _ATTRIBUTES else "",
        )

    def _label(self, name: str, kind: FacetKind, value: str) -> str:
        if kind == "category":
            return self.labels.category(value, self.language)
        if kind == "store":
            return self.labels.stores.get(value) or value
        return self.labels.value(name, value, self.language) if kind in _ATTRIBUTES else value

    def _category(self, counts: Counts, total: int) -> Facet | None:
        """The level below what was chosen; where that is one category holding all, the next."""
        selected = self.filters.categories
        above = {self.labels.parent(category) for category in selected} or {""}
        while True:
            level = {
                category: count
                for category, count in counts.items()
                if self.labels.parent(category) in above
            }
            only = next(iter(level), "")
            if selected or len(level) != 1 or level[only] < total:
                break
            above = {only}
        below = {
            category: count
            for category, count in counts.items()
            if self.labels.parent(category) in selected
        }
        return self._facet(CATEGORY, "category", level | below, selected)

    def _stock(self, counts: Counts) -> Facet | None:
        chosen = self.filters.in_stock
        selected = frozenset() if chosen is None else frozenset({"true" if chosen else "false"})
        return self._facet(IN_STOCK, "in_stock", counts, selected)

    def _price(self, counts: Counts) -> Facet | None:
        """At most six ranges of minor units, both ends inclusive as in `Filters.price`."""
        if not self.currency:
            return None
        groups = [
            (int(low), int(high) - 1, count)
            for (low, _, high), count in ((key.partition(".."), n) for key, n in counts.items())
        ]
        groups.sort()
        while len(groups) > _PRICE_RANGES:
            at = min(range(len(groups) - 1), key=lambda i: groups[i][2] + groups[i + 1][2])
            (low, _, some), (_, high, more) = groups[at : at + 2]
            groups[at : at + 2] = [(low, high, some + more)]
        chosen = self.filters.price
        picked = (
            "" if chosen is None else "..".join("" if end is None else str(end) for end in chosen)
        )
        if len(groups) < 2 and not picked:
            return None
        values = [(f"{low}..{high}", count) for low, high, count in groups]
        return Facet(
            PRICE,
            "",
            "price",
            tuple(FacetValue(value, value, count, value == picked) for value, count in values),
        )


_ATTRIBUTES = frozenset({"text", "number", "bool"})


def _by_count(counts: Counts) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _telling(counts: Counts) -> float:
    """Gini impurity: 0 when all share one value, near 1 when spread over many."""
    total = sum(counts.values())
    return 1 - sum((count / total) ** 2 for count in counts.values()) if total else 0.0


def _counts(answer: Any) -> Counts:
    found: Counts = {}
    for bucket in answer["buckets"]:
        if not bucket["doc_count"]:
            continue
        if "from" in bucket or "to" in bucket:
            if "from" in bucket and "to" in bucket:
                found[f"{int(bucket['from'])}..{int(bucket['to'])}"] = bucket["doc_count"]
        else:
            found[bucket.get("key_as_string", bucket["key"])] = bucket["doc_count"]
    return found
