"""A product as lists show it: one card, made from a listing's tile for a language and a currency.

A tile (`Listing.tile`) is JSON of the shape `Tile` spells out. Its amounts are whole minor units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NotRequired, TypedDict

from tradewind.domains.pricing.rules import RateMissing, RateTable
from tradewind.kernel.money import Money, Rounding

Offer = tuple[int, int | None, int]
"""The lowest price of any variant, what that one cost before (or None), the highest price."""


class TileStore(TypedDict):
    id: str
    slug: str
    name: str


class TileCategory(TypedDict):
    slug: str
    title: str
    titles: dict[str, str]


class TilePicture(TypedDict):
    """`renditions` maps widths in pixels to public files."""

    file: str
    renditions: dict[str, str]
    alt: str
    alts: dict[str, str]


class Tile(TypedDict):
    """`prices` holds an offer for each currency with prices of its own.

    `rest` says, for a currency in which only some variants have a price, what the others cost in
    the store's own `currency`.
    """

    id: str
    slug: str
    title: str
    titles: dict[str, str]
    brand: str
    store: TileStore
    category: TileCategory | None
    picture: TilePicture | None
    currency: str
    prices: dict[str, Offer]
    rest: NotRequired[dict[str, Offer]]
    in_stock: bool
    variant: str | None
    stars: NotRequired[str]
    reviews: NotRequired[int]


@dataclass(frozen=True, slots=True)
class ListingCard:
    """Everything a tile or an item of a REST list shows, but for addresses.

    `product_id` is public. `was` is the compare-at price of the cheapest variant; `has_range` says
    that others cost more; `is_converted` that the price was told at the day's rate. `picture` and
    `renditions` (by width in pixels) are names of public files. `variant_id` is public and set when
    there is nothing to choose, so that the product can go into a cart from a list. `stars` is the average of its `reviews` to one
    decimal, empty for none.
    """

    product_id: str
    slug: str
    title: str
    brand: str
    store_id: str
    store_slug: str
    store_name: str
    category_slug: str
    category_title: str
    picture: str
    picture_alt: str
    renditions: Mapping[str, str]
    price: Money
    was: Money | None
    has_range: bool
    is_converted: bool
    is_in_stock: bool
    variant_id: str | None
    stars: str = ""
    reviews: int = 0


class Exchange:
    """Tells amounts in `currency` by the rates of a day, looking each pair up once."""

    def __init__(self, currency: str, rates: RateTable) -> None:
        self.currency = currency
        self._rates = rates
        self._known: dict[str, Decimal | None] = {}

    def factor(self, base: str) -> Decimal | None:
        """Units of our currency asked for one of `base`; None where nobody told a rate."""
        if base not in self._known:
            try:
                self._known[base] = self._rates.asked(base, self.currency)
            except RateMissing:
                self._known[base] = None
        return self._known[base]

    def told(self, offer: Offer, base: str) -> Offer | None:
        """`offer` in our currency, half-up. A former price that rounds to the same is left out."""
        factor = self.factor(base)
        if factor is None:
            return None
        low = self._converted(offer[0], base, factor)
        was = None if offer[1] is None else self._converted(offer[1], base, factor)
        high = self._converted(offer[2], base, factor)
        return low, was if was is not None and was > low else None, high

    def _converted(self, minor: int, base: str, factor: Decimal) -> int:
        return Money(minor, base).converted(self.currency, factor, Rounding.HALF_UP).minor


def card(tile: Tile, *, language: str, exchange: Exchange) -> ListingCard:
    """The card of `tile` in a BCP 47 language and the currency of `exchange`.

    Without a rate the price is told in the store's own currency.
    """
    (low, was, high), currency, is_converted = _offer(tile, exchange)
    store, category, picture = tile["store"], tile["category"], tile["picture"]
    return ListingCard(
        tile["id"],
        tile["slug"],
        tile["titles"].get(language) or tile["title"],
        tile["brand"],
        store["id"],
        store["slug"],
        store["name"],
        category["slug"] if category else "",
        (category["titles"].get(language) or category["title"]) if category else "",
        picture["file"] if picture else "",
        (picture["alts"].get(language) or picture["alt"]) if picture else "",
        picture["renditions"] if picture else {},
        Money(low, currency),
        None if was is None else Money(was, currency),
        high > low,
        is_converted,
        tile["in_stock"],
        tile["variant"],
        tile.get("stars", ""),
        tile.get("reviews", 0),
    )


def lowest_price(tile: Tile, exchange: Exchange) -> Money:
    """What the cheapest variant costs, as `card` tells it."""
    (low, _, _), currency, _ = _offer(tile, exchange)
    return Money(low, currency)


def _offer(tile: Tile, exchange: Exchange) -> tuple[Offer, str, bool]:
    """The offer, its currency, and whether the lowest price was converted."""
    own, currency = tile["currency"], exchange.currency
    explicit = tile["prices"].get(currency)
    if explicit is not None:
        rest = tile["rest"].get(currency) if "rest" in tile else None
        converted = exchange.told(rest, own) if rest is not None else None
        if converted is None:
            return explicit, currency, False
        low, was, _ = cheaper = min(explicit, converted, key=lambda offer: offer[0])
        return (low, was, max(explicit[2], converted[2])), currency, cheaper is converted
    told = exchange.told(tile["prices"][own], own)
    if told is None:
        return tile["prices"][own], own, False
    return told, currency, True
