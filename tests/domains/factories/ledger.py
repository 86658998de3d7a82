"""Postings to the books."""

from __future__ import annotations

from tests.domains.factories.numbers import fresh_number
from tradewind.domains.ledger import operations
from tradewind.domains.ledger.models import Entry
from tradewind.domains.ledger.rules import AccountKey, Line
from tradewind.kernel import clock
from tradewind.kernel.money import Money


def make_entry(*, debit: AccountKey, credit: AccountKey, minor: int, key: str = "") -> Entry:
    """Move `minor` units from `credit` to `debit`."""
    amount = Money(minor, debit.unit)
    return operations.post(
        key=key or f"entry-{fresh_number()}",
        kind="test",
        reference="ref_1",
        postings=[Line(debit, amount), Line(credit, -amount)],
        posted_at=clock.now(),
    )


def top_up(*, account: AccountKey, minor: int) -> Entry:
    """Give a person something to spend, paid by the mall's fund."""
    return make_entry(debit=AccountKey("funding", account.unit), credit=account, minor=minor)
