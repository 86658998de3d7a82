"""What happens to a checkout that others need to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tradewind.kernel.money import Money
from tradewind.platform.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutUndone(Event):
    """A held checkout let go of everything: `failure` is a decline code or ``expired``."""

    name: ClassVar[str] = "checkout.undone"
    aggregate: ClassVar[str] = "checkout_id"

    checkout_id: str
    failure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePaymentRefunded(Event):
    """Money came after its checkout had let go, and is on its way back."""

    name: ClassVar[str] = "checkout.late_payment_refunded"
    aggregate: ClassVar[str] = "checkout_id"

    checkout_id: str
    payment_id: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutReversed(Event):
    """The bank took the payment back after the purchase was placed."""

    name: ClassVar[str] = "checkout.reversed"
    aggregate: ClassVar[str] = "checkout_id"

    checkout_id: str
    purchase_id: str
    cancelled_orders: list[str]
    shipped_orders: list[str]
