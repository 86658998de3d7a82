"""Sums of reviews, and what one review adds to them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_TENTH = Decimal("0.1")
_NAMES = ("one", "two", "three", "four", "five")
COLUMNS = (*_NAMES, "described_count", "described_sum", "with_pictures")


@dataclass(frozen=True, slots=True)
class Weight:
    """What of a shown review counts."""

    stars: int
    as_described: int | None
    has_pictures: bool

    def columns(self) -> dict[str, int]:
        """How much each of `COLUMNS` holds of it."""
        held = dict.fromkeys(COLUMNS, 0)
        held[_NAMES[self.stars - 1]] = 1
        held["described_count"] = int(self.as_described is not None)
        held["described_sum"] = self.as_described or 0
        held["with_pictures"] = int(self.has_pictures)
        return held


def change(old: Weight | None, new: Weight | None) -> dict[str, int]:
    """How each of `COLUMNS` moves when a review that counted as `old` counts as `new`."""
    before = old.columns() if old else dict.fromkeys(COLUMNS, 0)
    after = new.columns() if new else dict.fromkeys(COLUMNS, 0)
    return {name: after[name] - before[name] for name in COLUMNS}


def average(histogram: Sequence[int]) -> Decimal | None:
    """Stars to one decimal, half up; `histogram` counts one star first. None for no review."""
    stars = sum(place * times for place, times in enumerate(histogram, start=1))
    return mean(stars, sum(histogram))


def mean(total: int, count: int) -> Decimal | None:
    """To one decimal, half up; None of nothing."""
    if not count:
        return None
    return (Decimal(total) / count).quantize(_TENTH, ROUND_HALF_UP)
