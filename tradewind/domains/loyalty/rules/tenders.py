"""Paying with points, deposit or a gift card: what is refused, and what would be taken. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tradewind.domains.loyalty.rules.earning import as_points, worth
from tradewind.domains.loyalty.rules.errors import (
    MileageMinimum,
    MileageOrderMinimum,
    MileageShare,
    MileageShort,
    MileageStep,
)
from tradewind.kernel.money import Money


class TenderKind(StrEnum):
    """What the mall itself takes besides a provider's money."""

    MILEAGE = "mileage"
    DEPOSIT = "deposit"
    GIFT = "gift"


@dataclass(frozen=True, slots=True)
class SpendTerms:
    """`points` are worth `worth_minor` of `currency`; the rest limits one order."""

    currency: str
    points: int
    worth_minor: int
    least_balance: int
    least_order: Money
    most_share_bp: int
    step: int

    def worth(self, count: int) -> Money:
        """What `count` points pay, rounded down."""
        return worth(
            count=count, points=self.points, worth_minor=self.worth_minor, currency=self.currency
        )

    def most_for(self, goods: Money, balance: int) -> int:
        """The most points an order of `goods` takes from `balance`, a multiple of the step; 0
        where the terms allow none."""
        if balance < self.least_balance or goods < self.least_order:
            return 0
        share = goods.minor * self.most_share_bp // 10_000
        # The largest count whose worth, rounded down, still lies within the share.
        within = ((share + 1) * self.points - 1) // self.worth_minor
        usable = min(balance, within)
        usable -= usable % self.step
        return usable if self.worth(usable) else 0


def check_spending(terms: SpendTerms, *, count: int, balance: int, goods: Money) -> Money:
    """What `count` points pay for an order of `goods`.

    Raises the first of `MileageMinimum`, `MileageOrderMinimum`, `MileageStep`, `MileageShort`,
    `MileageShare` that stops it; each carries what would be taken instead as `most`.
    """
    most = as_points(terms.most_for(goods, balance))
    if balance < terms.least_balance:
        raise MileageMinimum(least=as_points(terms.least_balance), balance=as_points(balance))
    if goods < terms.least_order:
        raise MileageOrderMinimum(
            least=terms.least_order, goods=goods, missing=terms.least_order - goods
        )
    value = terms.worth(count)
    if count <= 0 or count % terms.step or not value:
        raise MileageStep(step=as_points(terms.step), most=most)
    if count > balance:
        raise MileageShort(
            wanted=as_points(count),
            balance=as_points(balance),
            missing=as_points(count - balance),
            most=most,
        )
    limit = Money(goods.minor * terms.most_share_bp // 10_000, goods.currency)
    if value > limit:
        raise MileageShare(limit=limit, most=most)
    return value


def spread(total: Money, counts: Sequence[int]) -> list[Money]:
    """`total` over those who gave `counts` points, to the minor unit."""
    return total.allocate(list(counts))


def points_for(
    *, amount: int, value_minor: int, given_back: int, refunded_minor: int, part: int
) -> int:
    """Points that go back with `part` of the value of a hold of `amount` points.

    Counted from the start each time: once all the value is back, so are all the points.
    """
    return amount * (refunded_minor + part) // value_minor - given_back
