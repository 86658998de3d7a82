"""What happens to points, deposits and gift cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tradewind.kernel.money import Money
from tradewind.platform.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletMoved(Event):
    """Points (``PTS``) or deposit came (above zero) or went. `kind` is that of the ledger's entry,
    `reference` the public id of the cause.
    """

    name: ClassVar[str] = "loyalty.wallet_moved"
    aggregate: ClassVar[str] = "wallet_id"

    wallet_id: str
    kind: str
    amount: Money
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftCardIssued(Event):
    """A gift card can be spent from now on."""

    name: ClassVar[str] = "loyalty.gift_card_issued"
    aggregate: ClassVar[str] = "card_id"

    card_id: str
    amount: Money
    origin: str
