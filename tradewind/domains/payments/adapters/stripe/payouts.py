"""Stripe's itemised payout reconciliation report, downloaded as CSV for one payout.

https://docs.stripe.com/reports/payout-reconciliation
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from tradewind.domains.payments.adapters.wire import decimal_of
from tradewind.domains.payments.ports import SettledBatch, SettledLine
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import BadAmount, Money, total

_KINDS = {
    "charge": "payment",
    "refund": "refund",
    "partial_capture_reversal": "refund",
    "refund_failure": "recovery",
    "dispute": "reversal",
    "dispute_reversal": "recovery",
    "fee": "charge",
    "stripe_fee": "charge",
}
_TAKES_AWAY = frozenset({"refund", "reversal"})


def read(content: bytes) -> SettledBatch:
    """Read such a report. Raises `InvalidInput` naming the line that can't be read."""
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        raise InvalidInput({"file": "unreadable"}) from None
    payouts = {row.get("automatic_payout_id") or "" for row in rows}
    if not rows or payouts == {""}:
        raise InvalidInput({"file": "no_payout"})
    if len(payouts) > 1:
        raise InvalidInput({"file": "several_payouts"})
    lines = [_line(number, row) for number, row in enumerate(rows, start=2)]
    unit = lines[0][1].currency
    if any(net.currency != unit for _, net in lines):
        raise InvalidInput({"file": "several_currencies"})
    return SettledBatch(
        reference=payouts.pop(),
        settled_on=_day(rows[0]),
        paid=total((net for _, net in lines), unit),
        lines=[line for line, _ in lines],
    )


def _line(number: int, row: dict[str, str]) -> tuple[SettledLine, Money]:
    try:
        unit = row["currency"].upper()
        gross, fee, net = (_money(row[column], unit) for column in ("gross", "fee", "net"))
        kind = _KINDS.get(row["reporting_category"], "other")
        reference = row["source_id"]
        if kind in ("payment", "reversal", "recovery"):
            reference = row.get("payment_intent_id") or reference
    except (KeyError, AttributeError, ValueError, BadAmount):
        raise InvalidInput({f"line {number}": "unreadable"}) from None
    if gross - fee != net:
        raise InvalidInput({f"line {number}": "does_not_add_up"})
    if kind == "charge":
        # Fees of the account itself come as a negative gross: they are nothing but fee.
        return SettledLine(reference, kind, Money.zero(unit), fee - gross), net
    if kind in _TAKES_AWAY:
        gross = -gross
    return SettledLine(reference, kind, gross, fee), net


def _money(text: str, unit: str) -> Money:
    return Money.of(decimal_of(text or "0").normalize() + Decimal(0), unit)


def _day(row: dict[str, str]) -> date:
    for column in ("automatic_payout_effective_at_utc", "automatic_payout_effective_at"):
        try:
            return date.fromisoformat((row.get(column) or "")[:10])
        except ValueError:
            continue
    raise InvalidInput({"payout": "no_day"})
