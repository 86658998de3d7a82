"""A provider's settlement file against our own payments and refunds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.operations import AccountKey, Line, post
from tradewind.domains.payments.gateways import gateway
from tradewind.domains.payments.models import Payment, Refund, Settlement, SettlementLine
from tradewind.domains.payments.ports import SettledBatch, SettledLine
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money, total


def import_settlement(*, provider: str, content: bytes) -> Settlement:
    """Read a settlement file, match every line, book fees and payout. The same file again is a no-op.

    A line that matches nothing, or another amount, is kept with its `difference`. Raises
    `UnknownProvider`, `InvalidInput` for a file that can't be read or does not add up.
    """
    batch = gateway(provider).read_settlement(content=content)
    lines = list(batch.lines)
    unit = batch.paid.currency
    gross = total((_signed(line) for line in lines), unit)
    fees = total((line.fee for line in lines), unit)
    if gross - fees != batch.paid:
        raise InvalidInput({"file": "does_not_add_up"})
    with transaction.atomic():
        settlement, is_new = Settlement.objects.get_or_create(
            provider=provider,
            reference=batch.reference,
            defaults={
                "currency": unit,
                "gross_minor": gross.minor,
                "fees_minor": fees.minor,
                "paid_minor": batch.paid.minor,
                "settled_on": batch.settled_on,
            },
        )
        if is_new:
            _match(settlement, lines)
            _book(settlement, batch, gross, fees)
    return settlement


_TAKES_AWAY = frozenset({"refund", "reversal"})
_NOT_OURS_TO_MATCH = frozenset({"charge"})


def _signed(line: SettledLine) -> Money:
    return -line.gross if line.kind in _TAKES_AWAY else line.gross


def _match(settlement: Settlement, lines: Sequence[SettledLine]) -> None:
    references = [line.reference for line in lines]
    payments = {
        payment.provider_reference: payment
        for payment in Payment.objects.filter(
            provider=settlement.provider, provider_reference__in=references
        )
    }
    refunds = {
        refund.provider_reference: refund
        for refund in Refund.objects.select_related("payment").filter(
            payment__provider=settlement.provider, provider_reference__in=references
        )
    }
    rows = [_row(settlement, line, payments, refunds) for line in lines]
    SettlementLine.objects.bulk_create(rows)
    settlement.unmatched = sum(bool(row.difference) for row in rows)
    settlement.save(update_fields=["unmatched"])


def _row(
    settlement: Settlement,
    line: SettledLine,
    payments: Mapping[str, Payment],
    refunds: Mapping[str, Refund],
) -> SettlementLine:
    if line.kind == "refund":
        refund = refunds.get(line.reference)
        payment = refund.payment if refund else None
        expected = refund.amount_minor if refund else None
    else:
        payment = payments.get(line.reference)
        expected = payment.amount_minor if payment else None
    difference = ""
    if line.kind in _NOT_OURS_TO_MATCH:
        payment = None
    elif line.kind == "other":
        difference = "other_kind"
    elif payment is None:
        difference = "unknown"
    elif (line.gross.minor, line.gross.currency) != (expected, payment.currency):
        difference = "other_amount"
    return SettlementLine(
        settlement=settlement,
        provider_reference=line.reference,
        kind=line.kind,
        gross_minor=line.gross.minor,
        fee_minor=line.fee.minor,
        payment=payment,
        difference=difference,
    )


def _book(settlement: Settlement, batch: SettledBatch, gross: Money, fees: Money) -> None:
    unit = gross.currency
    moves = [
        (AccountKey(Account.Kind.CLEARING, unit, name=settlement.provider), -gross),
        (AccountKey(Account.Kind.FEES, unit, name=settlement.provider), fees),
        (AccountKey(Account.Kind.BANK, unit), batch.paid),
    ]
    post(
        key=f"settlement:{settlement.provider}:{settlement.reference}",
        kind="settlement",
        reference=settlement.public_id,
        postings=[Line(account, amount) for account, amount in moves if amount],
        posted_at=clock.now(),
    )
