"""What promotions make of a basket, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.promotions.rules.terms import Layer
from tradewind.kernel.money import Money, total

Facts = Mapping[str, int | str | Money | datetime]


@dataclass(frozen=True, slots=True)
class Discount:
    """A part of one promotion on one line, or on one seller's delivery.

    `funded_by` is the store that gives it, None for the mall. `why` is the code of the sentence
    that `facts` fill.
    """

    promotion_id: int
    public_id: str
    name: str
    code: str
    amount: Money
    funded_by: int | None
    why: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Applied:
    """A promotion that is used: `by_store` says how much of it falls on each seller's part."""

    promotion_id: int
    public_id: str
    name: str
    code: str
    code_id: int | None
    layer: Layer
    amount: Money
    by_store: Mapping[int, Money]
    funded_by: int | None
    why: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What little is missing: `missing` (money or pieces in the facts) and what it would bring."""

    public_id: str
    name: str
    why: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a code that was entered does nothing. `reason` is stable: ``coupon_expired`` …"""

    code: str
    reason: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything promotions do to a basket. No amount is negative, no line goes below nothing.

    `is_exact` is False where more conflicting offers met than are searched in full.
    """

    currency: str
    lines: Mapping[str, Sequence[Discount]]
    shipping: Mapping[int, Sequence[Discount]]
    applied: Sequence[Applied]
    near: Sequence[NearMiss]
    refused: Sequence[Refusal]
    is_exact: bool = True

    @property
    def total(self) -> Money:
        return total((applied.amount for applied in self.applied), self.currency)

    def off_line(self, key: str) -> Money:
        """All that is taken off a line."""
        return total((part.amount for part in self.lines.get(key, ())), self.currency)

    def off_shipping(self, store_id: int) -> Money:
        """All that is taken off a seller's delivery."""
        return total((part.amount for part in self.shipping.get(store_id, ())), self.currency)


def nothing(currency: str) -> Outcome:
    """What promotions make of an empty basket."""
    return Outcome(currency=currency, lines={}, shipping={}, applied=(), near=(), refused=())
