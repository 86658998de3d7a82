"""What every payment provider can do for us, whatever it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from tradewind.domains.payments.rules import State
from tradewind.kernel.errors import TradewindError
from tradewind.kernel.money import Money


class GatewayUnavailable(TradewindError):
    """The provider did not answer, or not sensibly. Whether it acted is unknown: ask again."""

    code = "payment_provider_unavailable"


class OtherAmount(TradewindError):
    """A provider tells of another sum than was asked for: `expected` and `told`."""

    code = "payment_other_amount"


class BadSignature(TradewindError):
    """A message that claims to be the provider's and is not."""

    code = "payment_bad_signature"


class UnknownProvider(TradewindError):
    """No provider of that name is set up."""

    code = "payment_unknown_provider"


class RefundRefused(TradewindError):
    """The provider says this refund can't be made; repeating it would change nothing."""

    code = "payment_refund_refused"


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """What is to be paid. `payment_id` is the idempotency key: the same one never pays twice."""

    payment_id: str
    amount: Money
    method: str
    source: str
    return_url: str
    description: str
    email: str
    language: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ProviderState:
    """Where a payment stands at the provider. `reference` is its name for it."""

    reference: str
    state: State
    redirect_url: str = ""
    decline_code: str = ""


@dataclass(frozen=True, slots=True)
class ProviderNews:
    """A message of the provider's, proved to be its own: something about a payment of ours."""

    message_id: str
    kind: str
    payment_id: str
    amount: Money
    state: ProviderState
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SettledLine:
    """A payment (`kind` ``payment``) or refund (``refund``) in a settlement file."""

    reference: str
    kind: str
    gross: Money
    fee: Money


@dataclass(frozen=True, slots=True)
class SettledBatch:
    """A settlement file, read: what the provider says it paid out."""

    reference: str
    settled_on: date
    paid: Money
    lines: Iterable[SettledLine]


class Gateway(Protocol):
    """A payment provider. Every call may raise `GatewayUnavailable`."""

    name: str

    def start(self, request: PaymentRequest) -> ProviderState:
        """Ask to be paid. Repeating the same `payment_id` returns what the first call did."""

    def find(self, *, payment_id: str, reference: str) -> ProviderState | None:
        """Where the payment stands; None where the provider never heard of it."""

    def cancel(self, *, reference: str, key: str) -> ProviderState:
        """Give up a payment not yet made; the answer is where it then stands, maybe paid."""

    def refund(self, *, reference: str, amount: Money, key: str) -> str:
        """Send money back, once a key; returns the provider's reference. Raises `RefundRefused`."""

    def read_message(self, *, headers: Mapping[str, str], body: bytes) -> ProviderNews:
        """Check and read a webhook. Raises `BadSignature`."""

    def read_settlement(self, *, content: bytes) -> SettledBatch:
        """Read a settlement file. Raises `InvalidInput` naming the line."""
