"""The port's face of the mall's own bank account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from tradewind.domains.payments.adapters.bank import desk
from tradewind.domains.payments.adapters.bank.models import BankTransfer
from tradewind.domains.payments.adapters.plain import no_settlement_file, plain_answer
from tradewind.domains.payments.ports import (
    Answer,
    BadSignature,
    Incoming,
    Instructions,
    Method,
    OfferContext,
    Outcome,
    PaymentRequest,
    ProviderNews,
    ProviderState,
    RefundRefused,
    Setting,
    SettledBatch,
    SetupRefused,
)
from tradewind.domains.payments.rules import State
from tradewind.kernel.money import Money

_DAYS = 3
_MOST_DAYS = 14


class BankGateway:
    """Implements `payments.ports.Gateway`. Nothing is asked of anybody: people match the rows."""

    name = "bank"
    settings: Sequence[Setting] = (
        Setting("holder"),
        Setting("account"),
        Setting("bank", is_required=False),
        Setting("routing", is_required=False),
        Setting("currency"),
        Setting("days", is_required=False, default=str(_DAYS)),
    )

    def __init__(self, credentials: Mapping[str, str]) -> None:
        self._details = credentials
        days = credentials.get("days") or ""
        self._hold = timedelta(days=min(_MOST_DAYS, int(days)) if days.isdecimal() else _DAYS)

    def offers(self, context: OfferContext) -> Sequence[Method]:
        if context.amount.currency != self._details["currency"]:
            return []
        return [Method("transfer", "building-2", hold=self._hold)]

    def check(self) -> None:
        if not self._details["account"].strip():
            raise SetupRefused(reason="no_account")

    def start(self, request: PaymentRequest) -> ProviderState:
        return self._told(desk.announce(payment_id=request.payment_id, amount=request.amount))

    def find(self, *, payment_id: str, reference: str) -> ProviderState | None:
        found = desk.find(payment_id=payment_id, reference=reference)
        return None if found is None else self._told(found)

    def cancel(self, *, reference: str, key: str) -> ProviderState:
        found = desk.give_up(reference=reference)
        return ProviderState(reference, State.CANCELLED) if found is None else self._told(found)

    def refund(self, *, reference: str, amount: Money, key: str) -> str:
        raise RefundRefused(reason="by_hand")

    def read_message(self, incoming: Incoming) -> ProviderNews | None:
        raise BadSignature

    def answer(self, outcome: Outcome) -> Answer:
        return plain_answer(outcome)

    def read_settlement(self, *, content: bytes) -> SettledBatch:
        return no_settlement_file()

    def _told(self, transfer: BankTransfer) -> ProviderState:
        if not transfer.missing:
            return ProviderState(transfer.reference, State.CAPTURED, received=transfer.received)
        if transfer.cancelled_at is not None:
            return ProviderState(transfer.reference, State.CANCELLED, decline_code="cancelled")
        lines = [
            (code, self._details[code])
            for code in ("holder", "bank", "account", "routing")
            if self._details.get(code)
        ]
        return ProviderState(
            transfer.reference,
            State.PENDING,
            instructions=Instructions(reference=transfer.reference, lines=lines),
        )
