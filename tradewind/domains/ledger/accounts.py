"""Accounts by key, remembered in the process: an account is made once and its id never changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection, transaction

from tradewind.domains.ledger.rules import AccountKey

# Only what is committed may be remembered: an account of a transaction rolled back never was.
_known: dict[AccountKey, int] = {}

_MOST_KNOWN = 100_000

# One branch for each pattern of empty columns: `IS NOT DISTINCT FROM` would read every account of
# the kind, because no index serves it.
_FIND = """
WITH wanted AS (
    SELECT * FROM unnest(%s::varchar[], %s::varchar[], %s::bigint[], %s::bigint[], %s::varchar[])
        WITH ORDINALITY AS w(kind, unit, store_id, person_id, name, place)
)
SELECT w.place, a.id FROM wanted w JOIN ledger_account a USING (kind, unit, name)
WHERE a.store_id = w.store_id AND a.person_id = w.person_id
UNION ALL
SELECT w.place, a.id FROM wanted w JOIN ledger_account a USING (kind, unit, name)
WHERE a.store_id = w.store_id AND w.person_id IS NULL AND a.person_id IS NULL
UNION ALL
SELECT w.place, a.id FROM wanted w JOIN ledger_account a USING (kind, unit, name)
WHERE w.store_id IS NULL AND a.store_id IS NULL AND a.person_id = w.person_id
UNION ALL
SELECT w.place, a.id FROM wanted w JOIN ledger_account a USING (kind, unit, name)
WHERE w.store_id IS NULL AND a.store_id IS NULL AND w.person_id IS NULL AND a.person_id IS NULL
"""
_MAKE = """
INSERT INTO ledger_account (kind, unit, store_id, person_id, name)
SELECT * FROM unnest(%s::varchar[], %s::varchar[], %s::bigint[], %s::bigint[], %s::varchar[])
    AS w(kind, unit, store_id, person_id, name)
ORDER BY kind, unit, store_id NULLS FIRST, person_id NULLS FIRST, name
ON CONFLICT DO NOTHING
"""
_GUARD = """
INSERT INTO ledger_guardedbalance (account_id, balance)
SELECT id, 0 FROM unnest(%s::bigint[]) AS g(id) ORDER BY id ON CONFLICT DO NOTHING
"""


def find_accounts(keys: Collection[AccountKey]) -> dict[AccountKey, int]:
    """Ids of those of `keys` that have postings or are about to."""
    missing = [key for key in keys if key not in _known]
    found = {key: _known[key] for key in keys if key in _known}
    if missing:
        with connection.cursor() as cursor:
            cursor.execute(_FIND, _columns(missing))
            found |= {missing[place - 1]: account_id for place, account_id in cursor.fetchall()}
    return found


def account_ids(keys: Collection[AccountKey]) -> dict[AccountKey, int]:
    """Ids of all `keys`; those that are not there yet are made. No statement when all are known."""
    unknown = sorted({key for key in keys if key not in _known}, key=_order)
    ids = {key: _known[key] for key in keys if key in _known}
    if not unknown:
        return ids
    fresh = find_accounts(unknown)
    absent = [key for key in unknown if key not in fresh]
    if absent:
        with connection.cursor() as cursor:
            cursor.execute(_MAKE, _columns(absent))
        fresh |= find_accounts(absent)
        guarded = [fresh[key] for key in absent if key.is_guarded]
        with connection.cursor() as cursor:
            cursor.execute(_GUARD, [guarded])
    transaction.on_commit(lambda: _remember(fresh))
    return ids | fresh


def forget_accounts() -> None:
    """Look every account up anew; for a process whose database was replaced under it."""
    _known.clear()


def _remember(fresh: dict[AccountKey, int]) -> None:
    if len(_known) > _MOST_KNOWN:
        _known.clear()
    _known.update(fresh)


def _columns(keys: Sequence[AccountKey]) -> list[list[Any]]:
    return [
        [key.kind for key in keys],
        [key.unit for key in keys],
        [key.store_id for key in keys],
        [key.person_id for key in keys],
        [key.name for key in keys],
    ]


def _order(key: AccountKey) -> tuple[str, str, int, int, str]:
    return (key.kind, key.unit, key.store_id or 0, key.person_id or 0, key.name)
