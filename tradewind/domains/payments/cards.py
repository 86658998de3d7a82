"""Cards that a person lets a provider keep: tokens and what may be shown of them, never a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from tradewind.kernel.errors import TradewindError


class CardUnknown(TradewindError):
    """No such card of this person at this provider, or none that can be used any more."""

    code = "payment_card_unknown"


class CardExpired(TradewindError):
    """The card named by its `last_four` has passed its month."""

    code = "payment_card_expired"


class CardNotKept(TradewindError):
    """Cards can't be kept for this payer or by this provider."""

    code = "payment_card_not_kept"


@dataclass(frozen=True, slots=True)
class CardToken:
    """How a provider knows a kept card. `account` is our own account there: a token of one is
    nothing at another.
    """

    account: str
    customer: str
    method: str


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What may be shown. `brand` is a provider's word in lower case, the expiry is the last month
    it is good for, `country` (ISO 3166) that of the billing address, empty where unknown.
    """

    brand: str
    last_four: str
    expires_year: int
    expires_month: int
    country: str = ""


@dataclass(frozen=True, slots=True)
class KeptCard:
    """A card a provider kept. `fingerprint` is the same for the same card kept again."""

    token: CardToken
    facts: CardFacts
    fingerprint: str


@dataclass(frozen=True, slots=True)
class CardNews:
    """A provider's message about the kept card it calls `method`: new `facts`, or None: gone."""

    method: str
    facts: CardFacts | None


@runtime_checkable
class CardKeeper(Protocol):
    """What a `Gateway` can do besides, if it keeps cards. It takes a `PaymentRequest` with `card`,
    or with `keeps_card`, and its messages may carry `CardNews`. May raise `GatewayUnavailable`.
    """

    def kept_card(self, *, reference: str) -> KeptCard | None:
        """The card that payment was made with, if it was kept."""

    def let_card_go(self, *, token: CardToken) -> None:
        """Detach it for good. One that is gone already, or of another account, is no error."""
