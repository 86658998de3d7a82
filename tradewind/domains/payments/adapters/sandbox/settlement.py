"""The sandbox's settlement file: a CSV a day and currency, and how it is read back."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from tradewind.domains.payments.adapters.sandbox.models import SandboxPayment, SandboxRefund
from tradewind.domains.payments.ports import SettledBatch, SettledLine
from tradewind.domains.payments.rules import State
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import BadAmount, Money, Rounding, total

COLUMNS = ("kind", "reference", "gross", "fee", "currency")
_FEE = Decimal("0.029")
"""A common card fee in Canada; without a fixed part, so that it works in every currency."""


def write(*, day: date, currency: str) -> str:
    """What the sandbox pays out for a day (UTC): payments less refunds less fees."""
    lines = [*_payments(day, currency), *_refunds(day, currency)]
    gross = total((-x.gross if x.kind == "refund" else x.gross for x in lines), currency)
    fees = total((line.fee for line in lines), currency)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow(
            [line.kind, line.reference, line.gross.amount, line.fee.amount, line.gross.currency]
        )
    writer.writerow(
        ["payout", f"{day.isoformat()}-{currency}", (gross - fees).amount, "0", currency]
    )
    return out.getvalue()


def read(content: bytes) -> SettledBatch:
    """Read such a file. Raises `InvalidInput` naming the line that can't be read."""
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode())))
    except (UnicodeDecodeError, csv.Error):
        raise InvalidInput({"file": "unreadable"}) from None
    lines, payout = [], None
    for number, row in enumerate(rows, start=2):
        line = _line(number, row)
        if line.kind == "payout":
            payout = line
        else:
            lines.append(line)
    if payout is None:
        raise InvalidInput({"file": "no_payout"})
    day = _day(payout.reference)
    return SettledBatch(reference=payout.reference, settled_on=day, paid=payout.gross, lines=lines)


def _line(number: int, row: dict[str, str]) -> SettledLine:
    try:
        if row["kind"] not in ("payment", "refund", "payout"):
            raise InvalidInput({f"line {number}": "unknown_kind"})
        return SettledLine(
            reference=row["reference"],
            kind=row["kind"],
            gross=Money.of(row["gross"], row["currency"]),
            fee=Money.of(row["fee"], row["currency"]),
        )
    except (KeyError, TypeError, BadAmount):
        raise InvalidInput({f"line {number}": "unreadable"}) from None


def _day(reference: str) -> date:
    try:
        return date.fromisoformat(reference[:10])
    except ValueError:
        raise InvalidInput({"payout": "no_day"}) from None


def _payments(day: date, currency: str) -> list[SettledLine]:
    paid = SandboxPayment.objects.filter(
        paid_at__date=day, currency=currency, state__in=(State.CAPTURED, State.REVERSED)
    )
    return [
        SettledLine(
            reference=payment.reference,
            kind="payment",
            gross=payment.amount,
            fee=payment.amount.times(_FEE, Rounding.HALF_UP),
        )
        for payment in paid.order_by("pk")
    ]


def _refunds(day: date, currency: str) -> list[SettledLine]:
    made = SandboxRefund.objects.filter(made_at__date=day, payment__currency=currency)
    return [
        SettledLine(
            reference=refund.reference,
            kind="refund",
            gross=Money(refund.amount_minor, currency),
            fee=Money.zero(currency),
        )
        for refund in made.order_by("pk")
    ]
