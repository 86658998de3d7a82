"""Posting to the books, once and in balance; undoing by a mirrored entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from tradewind.domains.ledger.accounts import account_ids
from tradewind.domains.ledger.models import Entry
from tradewind.domains.ledger.rules import (
    AccountKey,
    AlreadyReversed,
    BalanceShort,
    EntryKeyTaken,
    Line,
    check,
    spendings,
)
from tradewind.kernel import ids
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money

__all__ = [
    "AccountKey",
    "Line",
    "Posted",
    "gathered",
    "post",
    "post_all",
    "reverse",
    "take_snapshot",
]

# The unit comes from the account itself, so a posting can't be in another one.
_POST = """
WITH entry AS (
    INSERT INTO ledger_entry (public_id, key, kind, reference, reverses_id, posted_at)
    SELECT public_id, key, kind, reference, reverses, posted_at
    FROM unnest(%s::uuid[], %s::varchar[], %s::varchar[], %s::varchar[], %s::bigint[],
                %s::timestamptz[]) WITH ORDINALITY
        AS told(public_id, key, kind, reference, reverses, posted_at, place)
    ORDER BY place
    ON CONFLICT (key) DO NOTHING
    RETURNING id, key
), posted AS (
    INSERT INTO ledger_posting (entry_id, account_id, unit, amount)
    SELECT entry.id, a.id, a.unit, l.amount
    FROM unnest(%s::varchar[], %s::bigint[], %s::bigint[]) WITH ORDINALITY
        AS l(key, account_id, amount, place)
    JOIN entry ON entry.key = l.key
    JOIN ledger_account a ON a.id = l.account_id
    ORDER BY l.place
)
SELECT key, id FROM entry
"""
_MOVE_GUARDED = """
WITH locked AS MATERIALIZED (
    SELECT g.account_id, m.change
    FROM ledger_guardedbalance g
    JOIN unnest(%s::bigint[], %s::bigint[]) AS m(account_id, change) USING (account_id)
    ORDER BY g.account_id FOR UPDATE OF g
)
UPDATE ledger_guardedbalance g SET balance = g.balance + l.change
FROM locked l WHERE g.account_id = l.account_id AND g.balance + l.change >= 0
RETURNING g.account_id
"""
_LINES = """
SELECT a.kind, a.unit, a.store_id, a.person_id, a.name, p.amount
FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
WHERE p.entry_id = %s ORDER BY p.id
"""
_HORIZON = "SELECT COALESCE(max(id), 0) FROM ledger_posting"
_SNAPSHOT = """
INSERT INTO ledger_balancesnapshot (account_id, upto, balance)
SELECT p.account_id, %(upto)s, COALESCE(max(s.balance), 0) + sum(p.amount)
FROM ledger_posting p LEFT JOIN ledger_balancesnapshot s ON s.account_id = p.account_id
WHERE p.id > COALESCE(s.upto, 0) AND p.id <= %(upto)s
GROUP BY p.account_id
ON CONFLICT (account_id) DO UPDATE SET upto = EXCLUDED.upto, balance = EXCLUDED.balance
WHERE ledger_balancesnapshot.upto < EXCLUDED.upto
"""


_Told = list[tuple[Entry, Sequence[Line]]]
# What is kept for the end of `gathered`, and how deep in savepoints that began.
_kept: ContextVar[tuple[_Told, int] | None] = ContextVar("kept", default=None)


@dataclass(frozen=True, slots=True)
class Posted:
    """An entry to be posted, its fields as `post` has them."""

    key: str
    kind: str
    reference: str
    postings: Sequence[Line]


def post(
    *, key: str, kind: str, reference: str, postings: Sequence[Line], posted_at: datetime
) -> Entry:
    """Post an entry, once for each `key`: told again, the first one is the answer.

    `reference` is the public id of its cause. One statement when the accounts are known, one more
    when guarded balances move (a credit raises them). Raises `Unbalanced`, `BalanceShort`,
    `EntryKeyTaken` (same key, other kind or reference), each with nothing written.
    """
    (entry,) = post_all([Posted(key, kind, reference, postings)], posted_at=posted_at)
    return entry


def post_all(entries: Sequence[Posted], *, posted_at: datetime) -> list[Entry]:
    """Post several entries of different keys as `post` does, in as many statements as one.

    Of no entries, nothing.
    """
    if not entries:
        return []
    told: _Told = [
        (Entry(key=e.key, kind=e.kind, reference=e.reference, posted_at=posted_at), e.postings)
        for e in entries
    ]
    kept = _kept.get()
    # Whether a guarded balance suffices is known only by moving it, and what is posted within a
    # further savepoint may be undone with it: such entries are written at once.
    if kept is None or kept[1] != _depth() or any(_is_guarded(lines) for _, lines in told):
        return _post(told)
    for _, lines in told:
        check(lines)
    kept[0].extend(told)
    return [entry for entry, _ in told]


@contextmanager
def gathered() -> Iterator[None]:
    """Write what is posted within by one statement, at the end; its rows have no id till then.

    In the caller's transaction. A payment and the sale it pays for are two facts of two domains,
    and yet one moment of the books.
    """
    told: _Told = []
    token = _kept.set((told, _depth()))
    try:
        yield
    finally:
        _kept.reset(token)
    if told:
        _post(told)


def reverse(*, key: str, entry_key: str, kind: str, reference: str, posted_at: datetime) -> Entry:
    """Undo the entry of `entry_key` by its mirror image; safe to repeat with the same `key`.

    Raises `NotFound`, `AlreadyReversed` (under another key), `BalanceShort` when what it gave has
    been spent since.
    """
    with transaction.atomic():
        # The lock lets two who undo one entry by different keys see each other.
        undone = Entry.objects.select_for_update(no_key=True).filter(key=entry_key).first()
        if undone is None:
            raise NotFound(entry=entry_key)
        former = Entry.objects.filter(reverses=undone).first()
        if former is not None and former.key != key:
            raise AlreadyReversed(entry=entry_key)
        entry = Entry(key=key, kind=kind, reference=reference, posted_at=posted_at, reverses=undone)
        return _post([(entry, _mirrored(undone))])[0]


def take_snapshot() -> None:
    """Sum up every account to this moment, so that `queries.balance` adds only what came after.

    Posting ids are drawn before they are committed, so the newest id alone is no safe horizon. The
    table lock waits for every writer under way; once it is held, all ids up to the newest are
    settled. It is let go at once, and the summing runs beside new postings. Raises Django's
    `OperationalError` when writers kept it waiting for two seconds: try again later.
    """
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        cursor.execute("LOCK TABLE ledger_posting IN SHARE MODE")
        cursor.execute(_HORIZON)
        (upto,) = cursor.fetchone()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SNAPSHOT, {"upto": upto})


def _post(told: Sequence[tuple[Entry, Sequence[Line]]]) -> list[Entry]:
    for _, lines in told:
        check(lines)
    every = [line for _, lines in told for line in lines]
    # A short balance is found after the entry is written; only then is there something to undo.
    with transaction.atomic(savepoint=_is_guarded(every)):
        accounts = account_ids({line.account for line in every})
        found = _insert(told, accounts)
        fresh = [line for entry, lines in told if entry.key in found for line in lines]
        _move_guarded(spendings(fresh), accounts)
    return [_named(entry, found) for entry, _ in told]


def _is_guarded(lines: Sequence[Line]) -> bool:
    return any(line.account.is_guarded for line in lines)


def _depth() -> int:
    """How many savepoints the running transaction is in."""
    return sum(savepoint is not None for savepoint in connection.savepoint_ids)


def _insert(
    told: Sequence[tuple[Entry, Sequence[Line]]], accounts: Mapping[AccountKey, int]
) -> dict[str, int]:
    """Row ids of the entries by key, of those that are new."""
    entries = [entry for entry, _ in told]
    lines = [(entry.key, line) for entry, lines in told for line in lines]
    with connection.cursor() as cursor:
        cursor.execute(
            _POST,
            [
                [ids.decode("ent", str(entry.public_id)) for entry in entries],
                [entry.key for entry in entries],
                [entry.kind for entry in entries],
                [entry.reference for entry in entries],
                [entry.reverses_id for entry in entries],
                [entry.posted_at for entry in entries],
                [key for key, _ in lines],
                [accounts[line.account] for _, line in lines],
                [line.amount.minor for _, line in lines],
            ],
        )
        return dict(cursor.fetchall())


def _named(entry: Entry, found: Mapping[str, int]) -> Entry:
    if entry.key not in found:
        return _former(entry)
    entry.pk, entry._state.adding = found[entry.key], False
    return entry


def _former(entry: Entry) -> Entry:
    former = Entry.objects.get(key=entry.key)
    told = (entry.kind, entry.reference, entry.reverses_id)
    if (former.kind, former.reference, former.reverses_id) != told:
        raise EntryKeyTaken(key=entry.key)
    return former


def _move_guarded(moved: Mapping[AccountKey, int], accounts: Mapping[AccountKey, int]) -> None:
    if not moved:
        return
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_GUARDED, [[accounts[key] for key in moved], list(moved.values())])
        done = {account_id for (account_id,) in cursor.fetchall()}
    for key, change in moved.items():
        if accounts[key] not in done:
            raise BalanceShort(wanted=Money(-change, key.unit))


def _mirrored(entry: Entry) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [entry.pk])
        return [
            Line(AccountKey(kind, unit, store_id, person_id, name), Money(-amount, unit))
            for kind, unit, store_id, person_id, name, amount in cursor.fetchall()
        ]
