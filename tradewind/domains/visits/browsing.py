"""Remembering what somebody looks at, only while they allow it.

The permit is a row. Writing looks for it and holds it against being deleted meanwhile, so nothing
can be written once it is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, connection, transaction

from tradewind.domains.visits.models import Browsing, ProductView
from tradewind.kernel import clock, ids

MOST_REMEMBERED = 200
"""Products one permit keeps: the last ones."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,64}")
_STORE = """
WITH permit AS (
    SELECT id, person_id, token FROM visits_browsing
    WHERE person_id = ANY(%(people)s::bigint[]) OR token = ANY(%(tokens)s::varchar[])
    ORDER BY id FOR KEY SHARE
), seen AS (
    SELECT permit.id, new.product_id, max(new.viewed_at) AS viewed_at
    FROM unnest(%(people)s::bigint[], %(tokens)s::varchar[], %(products)s::bigint[],
                %(moments)s::timestamptz[]) AS new (person_id, token, product_id, viewed_at)
    JOIN permit ON permit.person_id = new.person_id
                OR permit.person_id IS NULL AND new.person_id IS NULL AND permit.token = new.token
    GROUP BY permit.id, new.product_id
)
INSERT INTO visits_productview AS old (browsing_id, product_id, viewed_at, is_learnt)
SELECT id, product_id, viewed_at, false FROM seen ORDER BY id, product_id
ON CONFLICT (browsing_id, product_id) DO UPDATE SET
  viewed_at = greatest(old.viewed_at, EXCLUDED.viewed_at),
  is_learnt = old.is_learnt AND EXCLUDED.viewed_at < old.viewed_at + interval '1 day'
RETURNING browsing_id
"""
_TAKE = """
UPDATE visits_productview SET is_learnt = true
WHERE id IN (SELECT id FROM visits_productview WHERE NOT is_learnt ORDER BY id LIMIT %s
             FOR UPDATE SKIP LOCKED)
RETURNING id, browsing_id, product_id, viewed_at
"""
_TRIM = """
DELETE FROM visits_productview WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY browsing_id ORDER BY viewed_at DESC, id) AS place
        FROM visits_productview
    ) ranked WHERE place > %s
) RETURNING id
"""


class Seen(NamedTuple):
    """A product page somebody opened: a member, or a guest by their browser's token."""

    person_id: int | None
    token: str
    product_id: int
    viewed_at: datetime


class TakenView(NamedTuple):
    """A view to learn from."""

    view_id: int
    browsing_id: int
    product_id: int
    viewed_at: datetime


def is_token(text: str) -> bool:
    """Whether a cookie may hold a guest's permit."""
    return bool(_TOKEN.fullmatch(text))


def allow(*, person_id: int | None = None) -> Browsing:
    """Begin to remember; again changes nothing for a member, a guest gets a permit of their own."""
    try:
        with transaction.atomic():
            if person_id is not None:
                standing = Browsing.objects.filter(person_id=person_id).first()
                if standing is not None:
                    return standing
            return Browsing.objects.create(
                person_id=person_id, token=ids.new_token(), allowed_at=clock.now()
            )
    except IntegrityError:
        # Another request of the same member was first.
        return Browsing.objects.get(person=person_id)


def forbid(*, person_id: int | None = None, token: str = "") -> None:
    """Stop remembering and forget everything that was; waits for a write that is under way."""
    with transaction.atomic():
        # Locked before its views are looked for: a write under way holds the row until it is done.
        permits = Browsing.objects.filter(**_whose(person_id, token)).select_for_update()
        Browsing.objects.filter(pk__in=[permit.pk for permit in permits]).delete()


def forget_views(*, person_id: int | None = None, token: str = "") -> int:
    """Forget what was looked at until now; the permit stands. Returns how many products."""
    found = Browsing.objects.filter(**_whose(person_id, token))
    done, _ = ProductView.objects.filter(browsing__in=found).delete()
    return done


def record(seen: Iterable[Seen]) -> int:
    """Write what those who allow it looked at, by one statement; returns how many products."""
    given = list(seen)
    if not given:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            _STORE,
            {
                "people": [one.person_id for one in given],
                "tokens": [one.token for one in given],
                "products": [one.product_id for one in given],
                "moments": [one.viewed_at for one in given],
            },
        )
        return len(cursor.fetchall())


def take_unlearnt(*, limit: int) -> list[TakenView]:
    """Views nobody learnt from yet, which count as learnt from now on."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [limit])
        return [TakenView(*row) for row in cursor.fetchall()]


def trim() -> int:
    """Forget all but the last `MOST_REMEMBERED` products of each permit; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIM, [MOST_REMEMBERED])
        return len(cursor.fetchall())


def _whose(person_id: int | None, token: str) -> dict[str, int | str | None]:
    return {"person_id": person_id} if person_id is not None else {"token": token, "person": None}
