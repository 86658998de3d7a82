"""Which goods go together, learnt from what is bought or looked at in one go. Pure.

Weights double every `DOUBLING_DAYS`, counted from `EPOCH`, instead of old ones being halved: sums
never have to be rewritten, and scores only compare sums of the same scale. The figures were chosen
on the months before those that ``bench/recommend.py`` reports.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import nlargest
from itertools import combinations

DOUBLING_DAYS = 30
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)

LARGEST_BASKET = 60
"""Of a larger one (a trader's, a robot's) only so many goods are paired."""

MOST_COMPANIONS = 40
SEEDS = 60
"""What a person did last, as far back as recommendations look."""

_SHRINKAGE = 0.2  # in today's weight: what little was seen together counts for less
_MEMORY_DAYS = 60  # an interest is worth half after so many days

Pair = tuple[int, int]
"""Two products by row id, the lower first."""


@dataclass(slots=True)
class Learnt:
    """Weights to add: of each product, of each in a country, and of two in the same basket."""

    products: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    countries: dict[tuple[int, str], float] = field(default_factory=lambda: defaultdict(float))
    pairs: dict[Pair, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, product_ids: Iterable[int], *, at: datetime, country: str = "") -> None:
        """Take in one basket."""
        worth = weight(at)
        goods = sorted(set(product_ids))
        for product_id in goods:
            self.products[product_id] += worth
            if country:
                self.countries[product_id, country] += worth
        paired = goods[:LARGEST_BASKET]
        if len(paired) > 1:
            # Two goods alone in a basket say more than two among fifty.
            share = worth / math.sqrt(len(paired) - 1)
            for pair in combinations(paired, 2):
                self.pairs[pair] += share

    def add_view(self, product_id: int, others: Iterable[int], *, at: datetime) -> None:
        """Take in that a product was looked at, after these others of the same day."""
        worth = weight(at)
        self.products[product_id] += worth
        for other in others:
            self.pairs[min(product_id, other), max(product_id, other)] += worth


def weight(at: datetime) -> float:
    """What something that happened `at` counts, on the scale that grows."""
    days = (at - EPOCH).total_seconds() / 86_400
    return float(2.0 ** (days / DOUBLING_DAYS))


def affinity(together: float, first: float, second: float, *, now: datetime) -> float:
    """Cosine of two products, shrunk where little is known; 0 for never together."""
    if together <= 0:
        return 0.0
    today = together / weight(now)
    return together / math.sqrt(first * second) * today / (today + _SHRINKAGE)


def companions(
    product_id: int,
    pairs: Mapping[int, float],
    totals: Mapping[int, float],
    *,
    now: datetime,
) -> list[tuple[int, float]]:
    """The goods nearest to a product with their scores, best first; `pairs` by the other's id."""
    own = totals.get(product_id, 0.0)
    scored = (
        (affinity(together, own, totals[other], now=now), other)
        for other, together in pairs.items()
        if own > 0 and totals.get(other, 0.0) > 0
    )
    return [(other, score) for score, other in nlargest(MOST_COMPANIONS, scored) if score > 0]


def interest(at: datetime, now: datetime) -> float:
    """What a seed is worth today: 1 now, half after two months."""
    return float(2.0 ** (-max((now - at).total_seconds(), 0) / 86_400 / _MEMORY_DAYS))


def recommended(
    seeds: Sequence[tuple[int, float]], near: Mapping[int, Sequence[tuple[int, float]]]
) -> list[int]:
    """What to show somebody with these seeds (product, interest), best first, no seed among it."""
    known = {product_id for product_id, _ in seeds}
    scores: dict[int, float] = defaultdict(float)
    for product_id, worth in seeds:
        for other, score in near.get(product_id, ()):
            if other not in known:
                scores[other] += worth * score
    return sorted(scores, key=lambda product_id: (-scores[product_id], product_id))
