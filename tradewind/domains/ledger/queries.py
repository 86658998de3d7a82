"""What others may ask about the books."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from tradewind.domains.ledger.accounts import find_accounts
from tradewind.domains.ledger.models import Account, GuardedBalance, Posting
from tradewind.domains.ledger.rules import AccountKey
from tradewind.kernel.money import Money

_BALANCE = """
SELECT COALESCE((SELECT balance FROM ledger_balancesnapshot WHERE account_id = %(account)s), 0)
     + COALESCE((SELECT sum(amount) FROM ledger_posting WHERE account_id = %(account)s AND id > (
           SELECT COALESCE(max(upto), 0) FROM ledger_balancesnapshot
           WHERE account_id = %(account)s)), 0)
"""
_SUMS = """
SELECT a.kind, p.unit, sum(p.amount) FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
GROUP BY a.kind, p.unit ORDER BY p.unit, a.kind
"""
_TRIAL = "SELECT unit, sum(amount) FROM ledger_posting GROUP BY unit ORDER BY unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """A posting of an account with the fact behind it. Debit positive, credit negative."""

    posting_id: int
    kind: str
    reference: str
    amount: Money
    posted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedLine:
    """One line of an entry: the kind and name of its account, debit positive."""

    kind: Account.Kind
    name: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSum:
    """All accounts of one kind and unit together, in minor units, debit positive."""

    kind: str
    unit: str
    minor: int


def balance(*, account: AccountKey) -> Money:
    """The sum of an account's postings (debit positive), zero for one nobody posted to.

    Quick however many there are: a snapshot and what came after it (`operations.take_snapshot`).
    """
    account_id = find_accounts([account]).get(account)
    if account_id is None:
        return Money.zero(account.unit)
    with connection.cursor() as cursor:
        cursor.execute(_BALANCE, {"account": account_id})
        return Money(int(cursor.fetchone()[0]), account.unit)


def spendable(*, account: AccountKey) -> Money:
    """What a person may spend from a guarded account. Raises `ValueError` for another kind."""
    if not account.is_guarded:
        raise ValueError(f"{account.kind} accounts keep no balance to spend")
    account_id = find_accounts([account]).get(account)
    kept = GuardedBalance.objects.filter(pk=account_id).values_list("balance", flat=True).first()
    return Money(kept or 0, account.unit)


def spendables(*, accounts: Collection[AccountKey]) -> dict[AccountKey, Money]:
    """What may be spent from each of these guarded accounts. Two statements however many."""
    known = find_accounts(accounts)
    kept = dict(
        GuardedBalance.objects.filter(pk__in=known.values()).values_list("account_id", "balance")
    )
    return {key: Money(kept.get(known.get(key, 0), 0), key.unit) for key in accounts}


def statement(
    *,
    account: AccountKey,
    before_id: int | None = None,
    limit: int = 50,
    kinds: Collection[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[StatementLine]:
    """The account's postings, newest first; `before_id` goes on after the last one shown.

    `kinds` of entries and the half-open time from `since` to `until` narrow it; empty: everything.
    """
    account_id = find_accounts([account]).get(account)
    if account_id is None:
        return []
    postings = Posting.objects.filter(account_id=account_id).select_related("entry")
    if kinds:
        postings = postings.filter(entry__kind__in=kinds)
    if since is not None:
        postings = postings.filter(entry__posted_at__gte=since)
    if until is not None:
        postings = postings.filter(entry__posted_at__lt=until)
    if before_id is not None:
        postings = postings.filter(pk__lt=before_id)
    return [
        StatementLine(
            posting_id=row.pk,
            kind=row.entry.kind,
            reference=row.entry.reference,
            amount=Money(row.amount, row.unit),
            posted_at=row.entry.posted_at,
        )
        for row in postings.order_by("-pk")[:limit]
    ]


def postings_of(*, key: str) -> list[PostedLine]:
    """The lines of the entry with that key, in the order they were written; none if there is none."""
    rows = Posting.objects.filter(entry__key=key).select_related("account").order_by("pk")
    return [
        PostedLine(
            kind=Account.Kind(row.account.kind),
            name=row.account.name,
            amount=Money(row.amount, row.unit),
        )
        for row in rows
    ]


def account_sums() -> list[AccountSum]:
    """The sum of every kind of account in every unit, by unit."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMS)
        return [AccountSum(kind=kind, unit=unit, minor=int(minor)) for kind, unit, minor in cursor]


def trial_balance() -> dict[str, int]:
    """The sum of all postings by unit, in minor units: zero everywhere, or the books are wrong."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIAL)
        return {unit: int(minor) for unit, minor in cursor.fetchall()}
