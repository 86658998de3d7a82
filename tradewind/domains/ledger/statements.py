"""What a store earned and was paid in a stretch of time, out of the books."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from tradewind.domains.ledger.models import Payout
from tradewind.domains.ledger.paying_out import KIND as PAYOUT
from tradewind.kernel.money import Money, total

_TAKEN_BACK = f"{PAYOUT}_back"

# Credits are negative in the books: what a store is due is told as above zero here.
_OPENING = """
SELECT a.unit, -COALESCE(sum(p.amount) FILTER (WHERE e.posted_at < %(start)s), 0)
FROM ledger_account a
LEFT JOIN ledger_posting p ON p.account_id = a.id
LEFT JOIN ledger_entry e ON e.id = p.entry_id
WHERE a.store_id = %(store)s AND a.kind = 'payable' AND a.person_id IS NULL
GROUP BY a.unit ORDER BY a.unit
"""
_LINES = """
SELECT e.id, e.kind, e.reference, e.posted_at, a.unit,
       -COALESCE(sum(p.amount) FILTER (WHERE a.kind = 'payable'), 0),
       -COALESCE(sum(p.amount) FILTER (WHERE a.kind = 'commission'), 0),
       -COALESCE(sum(p.amount) FILTER (WHERE a.kind = 'tax'), 0)
FROM ledger_account a
JOIN ledger_posting p ON p.account_id = a.id
JOIN ledger_entry e ON e.id = p.entry_id
WHERE a.store_id = %(store)s AND a.kind IN ('payable', 'commission', 'tax')
  AND e.posted_at >= %(start)s AND e.posted_at < %(end)s
GROUP BY e.id, a.unit ORDER BY e.id, a.unit
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One fact. `gross` is what shoppers paid; of it `tax` went to the tax office, `commission` to
    the mall, and `earned` to the store. Less than zero: given back. A payout has `paid` alone."""

    kind: str
    reference: str
    at: datetime
    gross: Money
    tax: Money
    commission: Money
    earned: Money
    paid: Money

    @property
    def is_payout(self) -> bool:
        return self.kind in (PAYOUT, _TAKEN_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A store's account in one currency: `opening` was owed before, `closing` is owed after.

    ``closing = opening + earned - paid``, whatever the rows are.
    """

    currency: str
    opening: Money
    rows: Sequence[StatementRow]

    @property
    def sales(self) -> Money:
        return self._sum("gross", [row for row in self.rows if row.gross.minor > 0])

    @property
    def refunds(self) -> Money:
        return -self._sum("gross", [row for row in self.rows if row.gross.minor < 0])

    @property
    def tax(self) -> Money:
        return self._sum("tax", self.rows)

    @property
    def commission(self) -> Money:
        return self._sum("commission", self.rows)

    @property
    def earned(self) -> Money:
        return self._sum("earned", self.rows)

    @property
    def paid(self) -> Money:
        return self._sum("paid", self.rows)

    @property
    def closing(self) -> Money:
        return self.opening + self.earned - self.paid

    def _sum(self, name: str, rows: Sequence[StatementRow]) -> Money:
        return total((getattr(row, name) for row in rows), self.currency)


def store_statements(*, store_id: int, start: datetime, end: datetime) -> list[Statement]:
    """What a store earned and was paid from `start` until before `end`, one for each currency it
    ever earned in, by code. Two statements."""
    values: dict[str, int | datetime] = {"store": store_id, "start": start, "end": end}
    with connection.cursor() as cursor:
        cursor.execute(_OPENING, values)
        opening = {unit: Money(int(minor), unit) for unit, minor in cursor.fetchall()}
        cursor.execute(_LINES, values)
        rows: dict[str, list[StatementRow]] = {}
        for _id, kind, reference, at, unit, payable, commission, tax in cursor.fetchall():
            rows.setdefault(unit, []).append(
                _row(kind, reference, at, unit, int(payable), int(commission), int(tax))
            )
    return [
        Statement(
            currency=unit,
            opening=opening.get(unit, Money.zero(unit)),
            rows=rows.get(unit, ()),
        )
        for unit in sorted({*opening, *rows})
    ]


def owed_to_stores() -> list[tuple[int, Money]]:
    """What the mall owes each store (row id) in each currency, nothing left out but nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT a.store_id, a.unit, -sum(p.amount)
            FROM ledger_account a JOIN ledger_posting p ON p.account_id = a.id
            WHERE a.kind = 'payable' AND a.store_id IS NOT NULL
            GROUP BY a.store_id, a.unit HAVING sum(p.amount) <> 0
            ORDER BY a.store_id, a.unit
            """
        )
        return [(store_id, Money(int(minor), unit)) for store_id, unit, minor in cursor.fetchall()]


def list_payouts(*, store_id: int | None = None, limit: int = 50) -> list[Payout]:
    """The last payouts, of one store or of all, each with its `store`."""
    if store_id is None:
        rows = Payout.objects.across_stores("the mall pays every store").all()
    else:
        rows = Payout.objects.for_store(store_id)
    return list(rows.select_related("store").order_by("-pk")[:limit])


def _row(
    kind: str, reference: str, at: datetime, unit: str, payable: int, commission: int, tax: int
) -> StatementRow:
    is_payout = kind in (PAYOUT, _TAKEN_BACK)
    earned = 0 if is_payout else payable
    return StatementRow(
        kind=kind,
        reference=reference,
        at=at,
        gross=Money(earned + commission + tax, unit),
        tax=Money(tax, unit),
        commission=Money(commission, unit),
        earned=Money(earned, unit),
        paid=Money(-payable if is_payout else 0, unit),
    )
