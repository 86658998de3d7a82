"""What a promotion is asked about: goods, delivery, shopper, moment; and the offers that may apply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tradewind.domains.promotions.rules.terms import Terms
from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class BasketLine:
    """Pieces of one variant at the price shown. `category_ids` holds every ancestor as well."""

    key: str
    store_id: int
    product_id: int
    unit: Money
    quantity: int
    category_ids: frozenset[int] = frozenset()
    section_ids: frozenset[int] = frozenset()
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shopper:
    """Who asks, as far as known: a guest may not have said an e-mail address yet.

    `bought_at` are the stores that sold them something before.
    """

    person_id: int | None = None
    email: str = ""
    bought_at: frozenset[int] = frozenset()

    def has_bought(self, store_id: int | None) -> bool:
        """Whether they bought from that store; anywhere in the mall for None."""
        return bool(self.bought_at) if store_id is None else store_id in self.bought_at


@dataclass(frozen=True, slots=True)
class Basket:
    """Lines in the order of the cart; delivery fees by store; `codes` as entered.

    An empty `country` or `channel` is one not known yet.
    """

    lines: Sequence[BasketLine]
    shipping: Mapping[int, Money]
    currency: str
    now: datetime
    country: str = ""
    region: str = ""
    channel: str = ""
    shopper: Shopper = field(default_factory=Shopper)
    codes: Sequence[str] = ()


class How(StrEnum):
    """How an offer comes to a basket."""

    AUTOMATIC = "automatic"
    CODE = "code"
    WALLET = "wallet"


@dataclass(frozen=True, slots=True)
class Offer:
    """A promotion that may apply. `store_id` is who pays for it, None for the mall.

    `blocked` is the code of a refusal that only the rows know (used up, not for you …). `left`
    is what remains of its budget, None where it has none.
    """

    promotion_id: int
    public_id: str
    name: str
    store_id: int | None
    terms: Terms
    currency: str
    how: How
    is_public: bool = True
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    code: str = ""
    code_id: int | None = None
    blocked: str = ""
    left: int | None = None


def normal_code(text: str) -> str:
    """A code as it is kept: what people type in small letters, with spaces, is the same code."""
    return "".join(text.split()).upper()[:40]
