"""What an index learns from its own catalogue before it is filled.

Nothing here is written by hand for a trade: which words only describe ("black", "usb"), which
attributes narrow a list, and where a number's ranges should be cut are all counted.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from tradewind.domains.discovery.engine.analysis import (
    ALL_FUNCTION_WORDS,
    INCH,
    PREPOSITIONS,
    fold,
    words,
    words_and_marks,
)
from tradewind.domains.discovery.engine.documents import Attribute, ProductDocument

LONGEST_FACET_VALUE = 60
_DISCRETE_NUMBERS = 12
_RANGES = 6
_TYPE_WORDS = frozenset(
    {
        *("type", "kind", "category", "categorie", "genre", "نوع", "فيه"),
        *("종류", "유형", "loai", "kieu", "төрөл", "ангилал"),
    }
)
_ITEM_WORDS = frozenset(
    {
        *("product", "item", "article", "produit", "t", "المنتج"),
        *("상품", "제품", "san", "pham", "барааны", "бүтээгдэхүүний"),
    }
)


@dataclass(frozen=True, slots=True)
class FacetRule:
    """How an attribute narrows: by its values, or by ranges between `cuts` (ascending)."""

    cuts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The learnt facts. `rejected` names attributes seen and found useless as facets."""

    describing: frozenset[str] = frozenset()
    facets: Mapping[str, FacetRule] = field(default_factory=dict)
    rejected: frozenset[str] = frozenset()

    def as_json(self) -> dict[str, Any]:
        return {
            "describing": sorted(self.describing),
            "facets": {name: list(rule.cuts) for name, rule in sorted(self.facets.items())},
            "rejected": sorted(self.rejected),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Lexicon:
        return cls(
            describing=frozenset(stored["describing"]),
            facets={name: FacetRule(tuple(cuts)) for name, cuts in stored["facets"].items()},
            rejected=frozenset(stored["rejected"]),
        )

    def heads(self, title: str) -> list[str]:
        """The words in `title` that name the thing rather than describe it.

        In "Targus Notebook case 15.6 inch Black" only "case": a head is followed by the end, a
        mark, a number, a function word or a describing word, and does not stand behind a
        preposition. Accessories carry the name of the main thing as a modifier, so this is what
        tells a keyboard from a keyboard cover and from a cover for keyboards.
        """
        items = words_and_marks(title)
        found = []
        elsewhere = False
        for at, word in enumerate(items):
            follower = items[at + 1] if at + 1 < len(items) else ""
            elsewhere = word[0].isalnum() and (elsewhere or word in PREPOSITIONS)
            if (
                not elsewhere
                and not self._ends_a_name(word)
                and (not follower or self._ends_a_name(follower))
            ):
                found.append(word)
        return found

    def _ends_a_name(self, word: str) -> bool:
        return (
            not word.isalpha()
            or word == INCH
            or word in ALL_FUNCTION_WORDS
            or word in self.describing
        )

    def facet_values(self, attribute: Attribute) -> list[str]:
        """The filter values of `attribute`, empty when it makes no facet."""
        if attribute.name in self.rejected:
            return []
        rule = self.facets.get(attribute.name, FacetRule())
        found = [facet_value(value, rule) for value in attribute.values]
        return [value for value in dict.fromkeys(found) if 0 < len(value) <= LONGEST_FACET_VALUE]


def facet_value(value: str | float | bool, rule: FacetRule) -> str:
    """How one attribute value is written as a filter: itself, "true", "16" or "10..20"."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value.strip()
    if not math.isfinite(value):
        return ""
    if not rule.cuts:
        return f"{value:.10g}"
    at = bisect_right(rule.cuts, value)
    below = rule.cuts[at - 1] if at else None
    above = rule.cuts[at] if at < len(rule.cuts) else None
    return range_value(below, above)


def range_value(low: float | None, high: float | None) -> str:
    """A range as facets write it; the upper end is open."""
    return f"{'' if low is None else f'{low:.10g}'}..{'' if high is None else f'{high:.10g}'}"


def range_start(value: str) -> float:
    """Where a written range or number begins, for sorting; what is neither sorts first."""
    try:
        return float(value.split("..")[0])
    except ValueError:
        return -math.inf


@lru_cache(maxsize=50_000)
def names_a_type(name: str) -> bool:
    """Whether an attribute says what kind of thing the product is ("type", "product type")."""
    named = set(words(name.replace("_", " ")))
    return bool(named & _TYPE_WORDS) and named <= _TYPE_WORDS | _ITEM_WORDS


def learn(documents: Iterable[ProductDocument]) -> Lexicon:
    """Count once through `documents` (a sample will do) and settle what the counts say."""
    in_titles: Counter[str] = Counter()
    in_values: Counter[str] = Counter()
    values: defaultdict[str, Counter[str | float | bool]] = defaultdict(Counter)
    seen = 0
    for document in documents:
        seen += 1
        described: set[str] = set()
        for attribute in document.attributes:
            counted = values[attribute.name]
            for value in attribute.values:
                counted[value] += 1
            if attribute.kind == "text" and not names_a_type(attribute.name):
                described.update(map(str, attribute.values))
        told = set(words(" . ".join(described)))
        titled = {word for word in words(document.title) if not word.isdecimal()}
        in_titles.update(titled)
        in_values.update(titled & told)
    rules: dict[str, FacetRule] = {}
    rejected: set[str] = set()
    for name, counted in values.items():
        rule = _rule(counted, fewest=max(2, seen // 1_000))
        if rule is None:
            rejected.add(name)
        else:
            rules[name] = rule
    return Lexicon(
        describing=frozenset(
            word for word, times in in_titles.items() if in_values[word] * 3 > times * 2
        ),
        facets=rules,
        rejected=frozenset(rejected),
    )


def _rule(counted: Counter[str | float | bool], *, fewest: int) -> FacetRule | None:
    total, distinct = counted.total(), len(counted)
    if total < fewest:
        return None
    numbers = sorted(
        (float(value), times)
        for value, times in counted.items()
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    )
    if numbers and distinct > _DISCRETE_NUMBERS:
        cuts = _cuts(numbers)
        return FacetRule(cuts) if cuts else None
    texts = [fold(value) for value in counted if isinstance(value, str)]
    if texts and (
        distinct > max(_DISCRETE_NUMBERS, total // 2)
        or sum(map(len, texts)) > LONGEST_FACET_VALUE * len(texts)
    ):
        return None
    return FacetRule()


def _cuts(numbers: list[tuple[float, int]]) -> tuple[float, ...]:
    """Round boundaries (1, 2, 5 × 10ⁿ) near the quantiles of sorted (number, times) pairs."""
    total = sum(times for _, times in numbers)
    cuts: set[float] = set()
    passed, wanted = 0, 1
    for number, times in numbers:
        passed += times
        while wanted < _RANGES and passed * _RANGES >= wanted * total:
            cuts.add(_rounded(number))
            wanted += 1
    lowest, highest = numbers[0][0], numbers[-1][0]
    return tuple(sorted(cut for cut in cuts if lowest < cut <= highest))


def _rounded(number: float) -> float:
    if number == 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(abs(number)))
    lead = abs(number) / power
    nearest = min((1, 2, 5, 10), key=lambda step: abs(math.log(lead / step)))
    return float(f"{math.copysign(nearest * power, number):.10g}")
