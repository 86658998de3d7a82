"""What happens to promotions that others need to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tradewind.kernel.money import Money
from tradewind.platform.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionMoved(Event):
    """A promotion began, paused or ended. `store_id` is empty for the mall's own."""

    name: ClassVar[str] = "promotions.moved"
    aggregate: ClassVar[str] = "promotion_id"

    promotion_id: str
    store_id: str
    from_state: str
    to_state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionRedeemed(Event):
    """A paid purchase used a promotion. `amount` is what it took off."""

    name: ClassVar[str] = "promotions.redeemed"
    aggregate: ClassVar[str] = "promotion_id"

    promotion_id: str
    store_id: str
    purchase_id: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionGivenBack(Event):
    """The use is free again: every order that used it was cancelled, or what it made cheaper came
    back."""

    name: ClassVar[str] = "promotions.given_back"
    aggregate: ClassVar[str] = "promotion_id"

    promotion_id: str
    store_id: str
    purchase_id: str
