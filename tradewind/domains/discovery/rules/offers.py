"""What a product costs in a list: the range over its variants, currency by currency. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tradewind.domains.discovery.rules.cards import Offer


class VariantPrice(NamedTuple):
    """A price in force: one a variant and currency."""

    variant_id: int
    currency: str
    minor: int
    was: int | None


@dataclass(frozen=True, slots=True)
class Offers:
    """By currency: over the variants with a price in it, and over those without (in `own`)."""

    own: str
    prices: dict[str, Offer]
    rest: dict[str, Offer]

    @property
    def lowest(self) -> int:
        """The lowest price in the store's own currency, minor units."""
        return self.prices[self.own][0]


def offers(prices: Sequence[VariantPrice], *, own: str) -> Offers | None:
    """The offers of one product; None when nothing has a price in the store's own currency."""
    by_currency: dict[str, dict[int, VariantPrice]] = {}
    for price in prices:
        by_currency.setdefault(price.currency, {})[price.variant_id] = price
    at_home = by_currency.get(own)
    if not at_home:
        return None
    rest: dict[str, Offer] = {}
    for currency, priced in by_currency.items():
        others = [price for variant_id, price in at_home.items() if variant_id not in priced]
        if others:
            rest[currency] = _offer(others)
    told = {currency: _offer(priced.values()) for currency, priced in by_currency.items()}
    return Offers(own, told, rest)


def _offer(prices: Iterable[VariantPrice]) -> Offer:
    ordered = sorted(prices, key=lambda price: (price.minor, price.variant_id))
    cheapest = ordered[0]
    return cheapest.minor, cheapest.was, ordered[-1].minor
