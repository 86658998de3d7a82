"""How much a product suits what somebody told of themselves. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tradewind.kernel.money import Money

SKIN_TYPES = ("dry", "normal", "combination", "oily", "sensitive")

_SUITS = 1.25  # for each thing told that the product says of itself
_MOST_SUITS = 2.0
_TOO_DEAR = 0.6


@dataclass(frozen=True, slots=True)
class Told:
    """A member's own words, in lower case; `budget` for one thing."""

    sizes: frozenset[str] = frozenset()
    skin_type: str = ""
    needs: tuple[str, ...] = ()
    budget: Money | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What search favours."""
        return tuple(filter(None, (*self.needs, self.skin_type)))


def suits(told: Told, *, said: str, sizes: Iterable[str], price: Money) -> float:
    """What a score is multiplied by; `said` is a product's title, tags and attributes.

    A soft push: nothing is ever left out for it.
    """
    text = said.casefold()
    met = sum(word.casefold() in text for word in told.words)
    met += bool(told.sizes & {size.casefold() for size in sizes})
    factor = min(_SUITS**met, _MOST_SUITS)
    budget = told.budget
    if budget is not None and budget.currency == price.currency and price.minor > budget.minor:
        factor *= _TOO_DEAR
    return float(factor)
