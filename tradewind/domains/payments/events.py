"""What became of money on its way in and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tradewind.domains.payments.rules import State
from tradewind.kernel.money import Money
from tradewind.platform.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentMoved(Event):
    """A payment went from one state to another. `purpose` is the checkout it pays for."""

    name: ClassVar[str] = "payments.moved"
    aggregate: ClassVar[str] = "payment_id"

    payment_id: str
    purpose: str
    provider: str
    amount: Money
    from_state: State
    to_state: State
    decline_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAgreed(Event):
    """A payment was made whose payer agreed that the card be kept; the provider is yet to be asked."""

    name: ClassVar[str] = "payments.card_agreed"
    aggregate: ClassVar[str] = "payment_id"

    payment_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardReleased(Event):
    """A kept card was forgotten here; the provider is yet to be told."""

    name: ClassVar[str] = "payments.card_released"
    aggregate: ClassVar[str] = "release_id"

    release_id: str
    provider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRequested(Event):
    """Money is owed back; the provider is yet to be asked."""

    name: ClassVar[str] = "payments.refund_requested"
    aggregate: ClassVar[str] = "payment_id"

    payment_id: str
    purpose: str
    refund_id: str
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundMade(Event):
    """Money went back."""

    name: ClassVar[str] = "payments.refund_made"
    aggregate: ClassVar[str] = "payment_id"

    payment_id: str
    purpose: str
    refund_id: str
    amount: Money
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundFailed(Event):
    """The provider refused to send money back; a person must look."""

    name: ClassVar[str] = "payments.refund_failed"
    aggregate: ClassVar[str] = "payment_id"

    payment_id: str
    purpose: str
    refund_id: str
    amount: Money
    failure: str
