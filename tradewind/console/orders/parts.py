"""The parts of an order's screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.orders.queries import OrderShares
from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the order; `left` pieces of it are still here. `deductions` are promotions by name
    with what they took, below zero; `paid` is what is left of `goods` after them.
    """

    id: str
    title: str
    choices: str
    sku: str
    picture_url: str
    quantity: int
    shipped: int
    left: int
    unit: Money
    goods: Money
    deductions: Sequence[tuple[str, Money]]
    paid: Money


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something that left."""

    carrier: str
    tracking_number: str
    tracking_url: str
    shipped_at: datetime
    delivered_at: datetime | None
    contents: Sequence[str]


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the history. `who` is empty when the mall itself did it."""

    stage: str
    at: datetime
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the sale came from, as far as the visit says: name and value."""

    channel: str
    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What the shopper paid and who gets it. `discount` and `shipping_off` are below zero; `ways`
    are how the whole purchase was paid, without amounts, because other sellers have a part in them.
    `shares` is None for those who may not see it.
    """

    goods: Money
    discount: Money
    shipping: Money
    shipping_off: Money
    ways: Sequence[str]
    tax_difference: Money
    total: Money
    shares: OrderShares | None
