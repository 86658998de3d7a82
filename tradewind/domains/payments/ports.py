"""What every payment provider can do for us, whatever it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from tradewind.domains.payments.cards import CardNews, CardToken
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


class OtherMerchant(TradewindError):
    """A message that is truly the provider's, and about somebody else's account."""

    code = "payment_other_merchant"


class MethodNotOffered(TradewindError):
    """That way to pay is not offered for this amount, currency or country."""

    code = "payment_method_not_offered"


class SetupRefused(GatewayUnavailable):
    """The provider does not accept what it was set up with: `reason` says why."""

    code = "payment_setup_refused"


@dataclass(frozen=True, slots=True)
class Payer:
    """What is known of who pays. `fields` is what the method asked for, by code."""

    phone: str = ""
    ip: str = ""
    country: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MethodField:
    """Something a method must be told before it can be used. `kind` is an input's type."""

    code: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Method:
    """A way to pay. Title and note are worded by `wording`, by provider and `code`.

    `logo` names an icon; `hold` is how long the goods are kept for who chose it; `keeps_cards`
    says that a card can be kept for next time.
    """

    code: str
    logo: str
    fields: Sequence[MethodField] = ()
    hold: timedelta = timedelta(minutes=15)
    keeps_cards: bool = False


@dataclass(frozen=True, slots=True)
class OfferContext:
    """For what a way to pay is looked for. No `country` (ISO 3166): any."""

    amount: Money
    country: str = ""


@dataclass(frozen=True, slots=True)
class Instructions:
    """What a person needs to pay by their own hand.

    `reference` must stand in the transfer; `lines` are code and value (``iban``, ``holder`` …);
    `qr_text` is what a QR code says; `links` are name and address of banking apps.
    """

    reference: str = ""
    lines: Sequence[tuple[str, str]] = ()
    qr_text: str = ""
    links: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """What is to be paid. `payment_id` is the idempotency key: the same one never pays twice.

    `card` is a kept card to pay with; `keeps_card` asks to keep the one used, beside those of
    `customer`, the provider's name for the payer where it has one.
    """

    payment_id: str
    amount: Money
    method: str
    source: str
    return_url: str
    description: str
    email: str
    language: str
    expires_at: datetime
    payer: Payer = field(default_factory=Payer)
    card: CardToken | None = None
    keeps_card: bool = False
    customer: str = ""


@dataclass(frozen=True, slots=True)
class ProviderState:
    """Where a payment stands at the provider. `reference` is its name for it.

    `received` is what the provider says it got, where it says so: less than was asked for is no
    capture yet, more is one with something to send back.
    """

    reference: str
    state: State
    redirect_url: str = ""
    decline_code: str = ""
    received: Money | None = None
    instructions: Instructions | None = None


@dataclass(frozen=True, slots=True)
class DisputeNews:
    """A shopper asked their bank to take money back. `outcome`: open, won or lost."""

    reference: str
    amount: Money
    reason: str
    outcome: str
    answer_by: datetime | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request of a provider: a webhook's POST or a callback's GET."""

    method: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes


class Outcome(StrEnum):
    """What became of an incoming message; providers are answered by it."""

    TAKEN = "taken"
    OLD = "old"
    IGNORED = "ignored"
    UNKNOWN_PAYMENT = "unknown_payment"
    OTHER_AMOUNT = "other_amount"
    OTHER_MERCHANT = "other_merchant"
    BAD_SIGNATURE = "bad_signature"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider wants to read in reply, with the HTTP status."""

    status: int
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ProviderNews:
    """A message of the provider's, proved to be its own: about a payment of ours, or a kept `card`.

    Without `payment_id` the payment is found by `state.reference`. `amount` is the sum asked for
    as the provider has it, None where it does not say. `alarm` is a code for a person to look.
    """

    message_id: str
    kind: str
    payment_id: str
    amount: Money | None
    state: ProviderState | None
    body: Mapping[str, object]
    reference: str = ""
    dispute: DisputeNews | None = None
    alarm: str = ""
    card: CardNews | None = None


@dataclass(frozen=True, slots=True)
class SettledLine:
    """A line of a settlement file; `gross` is never negative.

    `kind` is ``payment``, ``refund``, ``reversal`` (a bank took money back), ``recovery`` (and gave
    it again), ``charge`` (the provider's own fees, all in `fee`) or ``other``.
    """

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


@dataclass(frozen=True, slots=True)
class Setting:
    """Something a provider must be told to be set up. Secrets are never shown again."""

    code: str
    is_secret: bool = False
    is_required: bool = True
    default: str = ""


class Gateway(Protocol):
    """A payment provider. Every call may raise `GatewayUnavailable`."""

    name: str

    def offers(self, context: OfferContext) -> Sequence[Method]:
        """The ways to pay it has for such a sum, at the moment and without asking anybody."""

    def check(self) -> None:
        """Try what it was set up with. Raises `SetupRefused`."""

    def start(self, request: PaymentRequest) -> ProviderState:
        """Ask to be paid. Repeating the same `payment_id` never asks for a second payment."""

    def find(self, *, payment_id: str, reference: str) -> ProviderState | None:
        """Where the payment stands; None where the provider never heard of it."""

    def cancel(self, *, reference: str, key: str) -> ProviderState:
        """Give up a payment not yet made; the answer is where it then stands, maybe paid."""

    def refund(self, *, reference: str, amount: Money, key: str) -> str:
        """Send money back, once a key; returns the provider's reference. Raises `RefundRefused`."""

    def read_message(self, incoming: Incoming) -> ProviderNews | None:
        """Prove and read a message, asking the provider where it is not signed; None: no concern
        of ours. Raises `BadSignature`, `OtherMerchant`.
        """

    def answer(self, outcome: Outcome) -> Answer:
        """How to reply to a message that ended so."""

    def read_settlement(self, *, content: bytes) -> SettledBatch:
        """Read a settlement file. Raises `InvalidInput` naming the line."""


class Vendor(Protocol):
    """A kind of provider, before it is set up; calling it with its settings makes the gateway."""

    name: str
    settings: Sequence[Setting]

    def __call__(self, credentials: Mapping[str, str]) -> Gateway:
        """The provider with these settings."""
