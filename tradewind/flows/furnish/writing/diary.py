"""The demo's past month of sales: who bought when, where they came from, how far it got. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from tradewind.domains.orders.rules import Stage
from tradewind.domains.visits.rules import Arrival
from tradewind.flows.furnish.mall.shapes import Mall, Product
from tradewind.flows.furnish.writing.cast import CAST, Shopper
from tradewind.flows.furnish.writing.offers import SNOWFALL, WELCOME

SEED = 20261296
DAYS = 30
PURCHASES = 40
LINK_CODES = {
    "MAYA": ("creator", "Maya’s kitchen films"),
    "MARKET": ("qr", "Saturday market stand"),
}
"""Code → its channel and what it is called."""

_ARRIVALS: Sequence[tuple[int, Arrival]] = (
    (9, Arrival("organic_social", source="instagram", referrer="https://instagram.com/")),
    (5, Arrival("organic_social", source="tiktok", referrer="https://www.tiktok.com/")),
    (3, Arrival("organic_social", source="pinterest", referrer="https://www.pinterest.ca/")),
    (10, Arrival("organic_search", source="google", referrer="https://www.google.com/")),
    (7, Arrival("email", source="newsletter", medium="email", campaign="early-dark")),
    (6, Arrival("creator", source="tiktok", code="MAYA", landing="/via/MAYA")),
    (4, Arrival("qr", code="MARKET", landing="/via/MARKET")),
    (3, Arrival("paid", source="google", medium="cpc", campaign="gifts")),
    (3, Arrival("referral", source="slowliving.example", referrer="https://slowliving.example/")),
    (10, Arrival("direct")),
)
# A made-up month still has days people buy on: Monday first.
_WEEK = (8, 8, 9, 10, 12, 16, 15)
# The last day sells so many times more than the first, plus one: December is near.
_GROWTH = 4
_TAG_DRAW: Mapping[str, int] = {"bestseller": 6, "gift": 3, "winter": 3, "new": 2}
# Fewer than this could sell out a shelf of the demo.
_ENOUGH = 12
# Which of them, counted from the oldest, were cancelled.
_CANCELLED = frozenset({6, 21})
# Who entered a code, counted from the oldest; whoever bought before is not welcomed anew.
_CODES: Mapping[int, Sequence[str]] = {
    0: (WELCOME,),
    1: (WELCOME,),
    3: (SNOWFALL,),
    5: (WELCOME,),
    8: (SNOWFALL,),
    11: (SNOWFALL,),
    14: (WELCOME,),
}
# Some of the last hours and days, so that there is always something to pack and to send.
_RECENT_HOURS = (1.2, 2.6, 5.1, 33)


@dataclass(frozen=True, slots=True)
class Planned:
    """One purchase: `skus` maps a SKU to how many, `codes` are entered into the cart; `steps` are
    the stages after paying, in order.

    A cancelled one goes nowhere else.
    """

    at: datetime
    shopper: Shopper
    arrival: Arrival
    skus: Mapping[str, int]
    steps: Sequence[tuple[datetime, Stage]]
    codes: Sequence[str] = ()


def plan(mall: Mall, *, now: datetime) -> list[Planned]:
    """The purchases of the `DAYS` before `now`, oldest first; the same for the same day."""
    chance = Random(SEED)
    goods = _Goods(mall)
    moments = sorted(_moments(chance, now))
    return [
        Planned(
            at=at,
            shopper=(shopper := _shopper(chance)),
            arrival=_drawn(chance, _ARRIVALS),
            skus=goods.basket(chance, shopper),
            steps=tuple(_steps(place, at, now)),
            codes=_CODES.get(place, ()),
        )
        for place, at in enumerate(moments)
    ]


class _Goods:
    """What is there in plenty, with how much it draws buyers."""

    def __init__(self, mall: Mall) -> None:
        self._home = {store.slug: store.country for store in mall.stores}
        self._shelf = [
            (1 + sum(_TAG_DRAW.get(tag, 0) for tag in product.tags), product, plenty)
            for product in mall.products
            if (plenty := _plenty(product))
        ]

    def basket(self, chance: Random, shopper: Shopper) -> dict[str, int]:
        """One to three things, mostly from nearby, mostly one of each."""
        chosen = {}
        for _ in range(chance.choice((1, 1, 1, 2, 2, 3))):
            weights = [
                weight * self._nearness(product, shopper) for weight, product, _ in self._shelf
            ]
            _, _, skus = chance.choices(self._shelf, weights)[0]
            chosen[chance.choice(skus)] = chance.choice((1, 1, 1, 1, 2))
        return chosen

    def _nearness(self, product: Product, shopper: Shopper) -> float:
        is_french = self._home[product.store] == "FR"
        return 1.0 if is_french == (shopper.currency == "EUR") else 0.15


def _plenty(product: Product) -> list[str]:
    return [variant.sku for variant in product.variants if sum(variant.stock.values()) >= _ENOUGH]


def _moments(chance: Random, now: datetime) -> Iterator[datetime]:
    """More towards the present and at weekends, from morning to late evening."""
    days = range(1, DAYS)
    weights = [
        _WEEK[(now - timedelta(days=back)).weekday()] * (1 + _GROWTH * (DAYS - back) / DAYS)
        for back in days
    ]
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for back in chance.choices(days, weights, k=PURCHASES - len(_RECENT_HOURS)):
        yield midnight + timedelta(
            days=-back, hours=chance.randint(11, 23), minutes=chance.randint(0, 59)
        )
    for hours in _RECENT_HOURS:
        yield now - timedelta(hours=hours)


def _shopper(chance: Random) -> Shopper:
    return chance.choices(CAST, [5, 4, 4, *(2 for _ in CAST[3:])])[0]


def _drawn(chance: Random, weighted: Sequence[tuple[int, Arrival]]) -> Arrival:
    return chance.choices([what for _, what in weighted], [weight for weight, _ in weighted])[0]


def _steps(place: int, at: datetime, now: datetime) -> Iterator[tuple[datetime, Stage]]:
    """Packed after a day, sent after a day and a half, there within six: as far as `now` is.

    A seller is up to half a day slower than another.
    """
    if place in _CANCELLED:
        yield at + timedelta(hours=3), Stage.CANCELLED
        return
    slow = timedelta(hours=place % 7 * 2)
    for after, stage in (
        (timedelta(hours=20), Stage.PREPARING),
        (timedelta(hours=34), Stage.SHIPPED),
        (timedelta(days=5), Stage.DELIVERED),
    ):
        if at + after + slow < now:
            yield at + after + slow, stage
