"""What a promotion says, as data: how much, of what, for whom, when, and with what else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter


class RewardKind(StrEnum):
    """How the advantage is counted."""

    PERCENT = "percent"
    AMOUNT = "amount"
    FIXED_PRICE = "fixed_price"
    BUY_GET = "buy_get"
    TIERED = "tiered"
    QUANTITY_PRICES = "quantity_prices"
    BUNDLE = "bundle"
    SHIPPING = "shipping"


class Layer(StrEnum):
    """What is made cheaper. Layers are worked out in this order."""

    ITEM = "item"
    ORDER = "order"
    SHIPPING = "shipping"


class TierBy(StrEnum):
    """What steps are counted in."""

    SPEND = "spend"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Tier:
    """From `at` (minor units, or pieces) on: a percentage in basis points, or an amount.

    For quantity prices `minor` is the price of one piece.
    """

    at: int
    percent_bp: int = 0
    minor: int = 0


@dataclass(frozen=True, slots=True)
class BundlePart:
    """So many pieces out of these products (row ids)."""

    products: frozenset[int]
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Reward:
    """How much. Amounts are minor units of the promotion's currency, percentages basis points.

    ``amount`` takes `minor` off each piece (item) or off the whole (order); ``fixed_price`` and
    ``bundle`` cost `minor`; ``buy_get`` gives `percent_bp` on the cheapest `get` of every
    `buy + get` pieces, at most `most_sets` times; ``shipping`` takes `percent_bp` or `minor` off
    each seller's delivery. `most_minor` is the largest discount a basket gets.
    """

    kind: RewardKind
    percent_bp: int = 0
    minor: int = 0
    buy: int = 0
    get: int = 0
    most_sets: int | None = None
    tier_by: TierBy = TierBy.SPEND
    tiers: tuple[Tier, ...] = ()
    parts: tuple[BundlePart, ...] = ()
    most_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Which goods, by row ids: those in any of the lists, all where every list is empty."""

    stores: frozenset[int] = frozenset()
    sections: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()
    products: frozenset[int] = frozenset()
    tags: frozenset[str] = frozenset()
    not_products: frozenset[int] = frozenset()
    not_tags: frozenset[str] = frozenset()

    @property
    def is_everything(self) -> bool:
        """Whether no list narrows it."""
        return not (self.stores or self.sections or self.categories or self.products or self.tags)


@dataclass(frozen=True, slots=True)
class Conditions:
    """For whom and when. Minimums are counted on the goods in scope, at the prices shown.

    `places` are ``CA`` or ``CA-ON``; `weekdays` 0 (Monday) to 6 and the hours are in `zone`; an
    hour of start after the end runs over midnight.
    """

    minimum_minor: int = 0
    minimum_quantity: int = 0
    first_order: bool = False
    members_only: bool = False
    places: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    weekdays: frozenset[int] = frozenset()
    from_time: time | None = None
    until_time: time | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Stacking:
    """With what else. Two promotions share goods only where each allows the other's layer.

    `exclusive` shares its goods with nothing. Of one `group` (an issuer's own word) a basket gets
    one. A higher `priority` is worked out earlier within its layer.
    """

    combines_with: frozenset[Layer] = frozenset({Layer.ORDER, Layer.SHIPPING})
    exclusive: bool = False
    group: str = ""
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything a promotion says beside its name, window and limits."""

    reward: Reward
    layer: Layer = Layer.ITEM
    scope: Scope = field(default_factory=Scope)
    needs: Conditions = field(default_factory=Conditions)
    stacking: Stacking = field(default_factory=Stacking)

    @property
    def has_amounts(self) -> bool:
        """Whether it names money, and so means one currency alone."""
        reward = self.reward
        return bool(
            reward.minor
            or reward.most_minor is not None
            or self.needs.minimum_minor
            or any(tier.minor for tier in reward.tiers)
            or (
                reward.tiers and reward.kind is RewardKind.TIERED and reward.tier_by is TierBy.SPEND
            )
            or reward.kind in (RewardKind.FIXED_PRICE, RewardKind.BUNDLE)
        )


_TERMS = TypeAdapter(Terms)


def write_terms(terms: Terms) -> Any:
    """`terms` as JSON values."""
    return _TERMS.dump_python(terms, mode="json")


def read_terms(written: Any) -> Terms:
    """The terms that `write_terms` wrote. Raises pydantic's `ValidationError`."""
    return _TERMS.validate_python(written)


def read_terms_json(text: str | bytes) -> Terms:
    """The same out of a JSON text."""
    return _TERMS.validate_json(text)
