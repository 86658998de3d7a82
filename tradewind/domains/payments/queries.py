"""What others may read of payments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from tradewind.domains.payments.adapters.bank.matching import Awaited, suggest
from tradewind.domains.payments.adapters.bank.models import BankRow, BankTransfer
from tradewind.domains.payments.adapters.cash.models import CashPromise
from tradewind.domains.payments.models import (
    Contradiction,
    Dispute,
    Payment,
    PaymentInstructions,
    ProviderAccount,
    Refund,
    SavedCard,
    Settlement,
    SettlementLine,
)
from tradewind.domains.payments.operations.card_use import is_expired
from tradewind.domains.payments.ports import Instructions
from tradewind.domains.payments.rules import PAID, State
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money

_MOST_AWAITED = 500


@dataclass(frozen=True, slots=True)
class RowToMatch:
    """Money that came in, and references it may be meant for, likeliest first."""

    row: BankRow
    suggestions: Sequence[str]


@dataclass(frozen=True, slots=True)
class PromisedCash:
    """A purchase to be paid at the door."""

    payment: Payment
    to_come: Money


def list_cards(*, person_id: int) -> Sequence[SavedCard]:
    """The cards a person keeps, the one offered first at the top, unusable ones at the end."""
    rows = SavedCard.objects.filter(person_id=person_id)
    return list(rows.order_by(F("gone_at").asc(nulls_first=True), "-is_default", "-pk"))


def list_usable_cards(*, person_id: int) -> Sequence[SavedCard]:
    """Those of them that can pay today."""
    rows = list_cards(person_id=person_id)
    return [card for card in rows if card.gone_at is None and not is_expired(card)]


def list_settlements(*, limit: int = 50) -> Sequence[Settlement]:
    """The last settlement files that were read, newest first."""
    return list(Settlement.objects.order_by("-settled_on", "-pk")[:limit])


def get_settlement(*, settlement_id: str) -> Settlement:
    """The settlement with that public id. Raises `NotFound`."""
    found = Settlement.objects.filter(public_id=settlement_id).first()
    if found is None:
        raise NotFound(id=settlement_id)
    return found


def list_differences(*, settlement_id: str, limit: int = 200) -> Sequence[SettlementLine]:
    """Its lines that match nothing of ours, or another amount, in the file's order."""
    lines = SettlementLine.objects.filter(settlement__public_id=settlement_id)
    return list(lines.exclude(difference="").order_by("pk")[:limit])


def find_instructions(*, payment_id: str) -> Instructions | None:
    """What the shopper needs to pay that by hand, where its provider gave anything."""
    row = PaymentInstructions.objects.filter(payment__public_id=payment_id).first()
    if row is None:
        return None
    told = row.body
    return Instructions(
        reference=told["reference"],
        lines=[(code, value) for code, value in told["lines"]],
        qr_text=told["qr_text"],
        links=[(name, url) for name, url in told["links"]],
    )


def list_accounts() -> Sequence[ProviderAccount]:
    """Every provider that was set up."""
    return list(ProviderAccount.objects.order_by("position", "provider"))


def list_contradictions(*, limit: int = 200) -> Sequence[Contradiction]:
    """What waits for a person to look into it, oldest first."""
    waiting = Contradiction.objects.filter(settled_at=None).select_related("payment")
    return list(waiting.order_by("seen_at", "pk")[:limit])


def list_disputes(*, limit: int = 100) -> Sequence[Dispute]:
    """Disputes, open ones first, then the latest."""
    rows = Dispute.objects.select_related("payment").order_by("closed_at", "-opened_at")
    return sorted(rows[:limit], key=lambda row: row.outcome != Dispute.Outcome.OPEN)


def list_failed_refunds(*, limit: int = 200) -> Sequence[Refund]:
    """Refunds no provider made: somebody has to send the money, oldest first."""
    failed = Refund.objects.filter(state=Refund.State.FAILED, payment__state__in=PAID)
    return list(failed.select_related("payment").order_by("created_at", "pk")[:limit])


def list_rows_to_match(*, limit: int = 100) -> Sequence[RowToMatch]:
    """Money in the bank that belongs to no transfer yet, each with what it may be."""
    rows = BankRow.objects.filter(transfer=None, put_aside_at=None).order_by("booked_on", "pk")
    awaited = [
        Awaited(transfer.reference, transfer.missing)
        for transfer in BankTransfer.objects.order_by("-pk")[:_MOST_AWAITED]
        if transfer.missing
    ]
    return [
        RowToMatch(
            row,
            suggest(text=f"{row.text} {row.payer}", amount=row.amount, awaited=awaited),
        )
        for row in rows[:limit]
    ]


def list_awaited_transfers(*, limit: int = 100) -> Sequence[BankTransfer]:
    """Transfers of which something is still to come, oldest first."""
    waiting = BankTransfer.objects.filter(cancelled_at=None, received_minor__lt=F("amount_minor"))
    return list(waiting.order_by("asked_at")[:limit])


def list_promised_cash(*, limit: int = 100) -> Sequence[PromisedCash]:
    """Purchases to be paid at the door, oldest first, with what is still to come."""
    payments = list(Payment.objects.filter(state=State.PROMISED).order_by("pk")[:limit])
    promises = {
        promise.payment_id: promise
        for promise in CashPromise.objects.filter(
            payment_id__in=[payment.public_id for payment in payments]
        )
    }
    return [
        PromisedCash(payment, _still_to_come(payment, promises[payment.public_id]))
        for payment in payments
        if payment.public_id in promises
    ]


def _still_to_come(payment: Payment, promise: CashPromise) -> Money:
    left = payment.amount_minor - payment.refunded_minor - promise.collected_minor
    return Money(left, payment.currency)
