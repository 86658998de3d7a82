"""How good the order is, against human judgements.

nDCG (Järvelin and Kekäläinen 2002) at 10 with gain 2^grade − 1 and discount log2(rank + 1). *Full*
counts a product nobody judged as worthless; *condensed* (Sakai 2007) leaves it out, which is fairer
to engines that find what the judged ones did not.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

DEPTH = 10
ASKED_FOR = 400  # hits to fetch, so that ten judged ones are among them

Judgements = Mapping[str, Mapping[str, int]]  # grade by product id by query


class JudgementsUnreadable(ValueError):
    """A judgement file has no query, product_id and grade columns, or a grade is no number."""


@dataclass(frozen=True, slots=True)
class QueryScore:
    """nDCG of one query, both ways."""

    query: str
    full: float
    condensed: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Means over `queries`. `unjudgeable` are queries without one relevant product known."""

    full: float
    condensed: float
    queries: tuple[QueryScore, ...]
    unjudgeable: tuple[str, ...]


def read_judgements(lines: Iterable[str]) -> Judgements:
    """CSV with the columns query, product_id, grade (0–3). Raises `JudgementsUnreadable`."""
    found: dict[str, dict[str, int]] = {}
    try:
        for row in csv.DictReader(lines):
            found.setdefault(row["query"], {})[row["product_id"]] = int(row["grade"])
    except (KeyError, TypeError, ValueError, csv.Error) as wrong:
        raise JudgementsUnreadable(str(wrong)) from wrong
    return found


def evaluate(judgements: Judgements, search: Callable[[str, int], Sequence[str]]) -> Evaluation:
    """Judge `search`, which takes a query and a limit and returns product ids, best first."""
    scores: list[QueryScore] = []
    unjudgeable: list[str] = []
    for query, grades in judgements.items():
        best = gain(sorted(grades.values(), reverse=True))
        if not best:
            unjudgeable.append(query)
            continue
        found = search(query, ASKED_FOR)
        full = gain([grades.get(product, 0) for product in found])
        condensed = gain([grades[product] for product in found if product in grades])
        scores.append(QueryScore(query, full / best, condensed / best))
    return Evaluation(
        full=_mean([score.full for score in scores]),
        condensed=_mean([score.condensed for score in scores]),
        queries=tuple(scores),
        unjudgeable=tuple(unjudgeable),
    )


def gain(grades: Sequence[int]) -> float:
    """Discounted cumulative gain of the first ten grades in rank order."""
    return sum(
        (2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades[:DEPTH], 1)
    )


def _mean(figures: Sequence[float]) -> float:
    return math.fsum(figures) / len(figures) if figures else 0.0
