"""What an order earns. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tradewind.kernel.money import POINTS, Money


class Source(StrEnum):
    """Why points came."""

    ORDER = "order"
    PROMOTION = "promotion"
    GOODWILL = "goodwill"
    RESTORED = "restored"


class AccrualState(StrEnum):
    """Where the points of an order stand."""

    PENDING = "pending"
    AVAILABLE = "available"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of goods in 1/100 %, where it holds: store and category None mean everywhere."""

    store_id: int | None
    category_id: int | None
    store_funds: bool
    rate_bp: int


@dataclass(frozen=True, slots=True)
class EarningLine:
    """Goods of one line of an order; `category_ids` from the top of the tree down."""

    category_ids: Sequence[int]
    goods_minor: int


@dataclass(frozen=True, slots=True)
class Earned:
    """Points one funder gives for an order; `base` is what of its goods earned them."""

    store_funds: bool
    points: int
    base: Money


def earn(
    *,
    store_id: int,
    lines: Sequence[EarningLine],
    rates: Sequence[Rate],
    currency: str,
    points: int,
    worth_minor: int,
    paid_with_points: Money,
    total: Money,
) -> list[Earned]:
    """What an order of `store_id` earns from each funder, the mall first; nothing for nothing.

    `points` are worth `worth_minor`. Goods paid with points earn no points: the base shrinks by
    the share that `paid_with_points` has in `total`. Rounded down once for each funder.
    """
    found = []
    for store_funds in (False, True):
        weighted = base = 0
        for line in lines:
            rate = _rate(store_id, line, [r for r in rates if r.store_funds is store_funds])
            weighted += line.goods_minor * rate
            base += line.goods_minor if rate else 0
        cash, whole = total.minor - paid_with_points.minor, total.minor
        earned = weighted * points * cash // (10_000 * worth_minor * whole) if whole else 0
        if earned > 0:
            found.append(Earned(store_funds, earned, Money(base * cash // whole, currency)))
    return found


def due_back(*, earned: int, taken_back: int, returned: Money, goods: Money) -> int:
    """Points to take back once `returned` of an order's `goods` (both in all) went back.

    Counted from the start each time, so that parts add up to exactly the whole.
    """
    if not goods:
        return earned - taken_back
    share = min(returned.minor, goods.minor)
    return max(0, earned * share // goods.minor - taken_back)


def worth(*, count: int, points: int, worth_minor: int, currency: str) -> Money:
    """What `count` points pay, rounded down."""
    return Money(count * worth_minor // points, currency)


def as_points(count: int) -> Money:
    """Points as the unit of their own that they are."""
    return Money(count, POINTS)


def _rate(store_id: int, line: EarningLine, rates: Sequence[Rate]) -> int:
    best, best_rank = 0, (-1, -1)
    for rate in rates:
        if rate.store_id not in (None, store_id):
            continue
        if rate.category_id is not None and rate.category_id not in line.category_ids:
            continue
        depth = 0 if rate.category_id is None else line.category_ids.index(rate.category_id) + 1
        rank = (rate.store_id is not None, depth)
        if rank > best_rank or (rank == best_rank and rate.rate_bp > best):
            best, best_rank = rate.rate_bp, rank
    return best
