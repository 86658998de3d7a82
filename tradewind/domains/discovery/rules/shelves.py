"""A shelf that is worth a look: goods from several sellers and of several kinds. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MOST_OF_A_STORE = 4
MOST_OF_A_CATEGORY = 4


class Why(StrEnum):
    """The reason something is recommended."""

    LIKED = "liked"
    BOUGHT = "bought"
    VIEWED = "viewed"
    TOGETHER = "together"
    SIMILAR = "similar"
    POPULAR = "popular"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that could stand on a shelf; `about` names the product that led to it."""

    product_id: int
    store_id: int
    category: str
    score: float
    why: Why
    about: str = ""


def varied(candidates: Iterable[Candidate], *, limit: int) -> list[Candidate]:
    """The best, at most so many of one seller and of one category, each product once."""
    stores: Counter[int] = Counter()
    categories: Counter[str] = Counter()
    chosen: dict[int, Candidate] = {}
    for one in sorted(candidates, key=lambda one: -one.score):
        if len(chosen) == limit:
            break
        is_full = stores[one.store_id] >= MOST_OF_A_STORE or (
            one.category and categories[one.category] >= MOST_OF_A_CATEGORY
        )
        if one.product_id in chosen or is_full:
            continue
        chosen[one.product_id] = one
        stores[one.store_id] += 1
        categories[one.category] += 1
    return list(chosen.values())
