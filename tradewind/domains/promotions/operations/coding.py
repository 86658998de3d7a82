"""Codes: one word for everybody, or thousands of which each works once."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, connection, transaction

from tradewind.domains.promotions.errors import CodeTaken
from tradewind.domains.promotions.models import Code
from tradewind.domains.promotions.operations.writing import locked_promotion
from tradewind.domains.promotions.rules import normal_code
from tradewind.kernel import clock, ids
from tradewind.kernel.errors import InvalidInput
from tradewind.platform import audit

MOST_AT_ONCE = 20_000
_RANDOM_LETTERS = 10
_CHUNK = 5_000
_INSERT = """
INSERT INTO promotions_code (promotion_id, store_id, text, "limit", used, created_at)
SELECT %s, %s, text, 1, 0, %s FROM unnest(%s::varchar[]) AS text
ON CONFLICT DO NOTHING
"""


def add_code(
    *, store_id: int | None, promotion_id: str, text: str, actor: str, limit: int | None = None
) -> Code:
    """A code that anybody may type, `limit` times in all. Raises `NotFound`, `InvalidInput`,
    `CodeTaken`.
    """
    code = normal_code(text)
    if not 3 <= len(code) <= 40 or not code.isprintable():
        raise InvalidInput({"code": "too_short" if len(code) < 3 else "invalid"})
    if limit is not None and limit < 1:
        raise InvalidInput({"limit": "too_small"})
    try:
        with transaction.atomic():
            row = locked_promotion(store_id=store_id, promotion_id=promotion_id)
            found: Code = Code.objects.create(
                promotion=row, store_id=store_id, text=code, limit=limit
            )
            audit.record(
                actor=actor,
                action="promotions.add_code",
                subject=promotion_id,
                store_id=store_id,
            )
    except IntegrityError:
        raise CodeTaken(text=code) from None
    return found


def generate_codes(
    *, store_id: int | None, promotion_id: str, count: int, actor: str, prefix: str = ""
) -> int:
    """Make `count` codes (up to `MOST_AT_ONCE`) that nobody can guess; each works once.

    Returns how many were made: exactly `count`. Raises `NotFound`, `InvalidInput`.
    """
    wrong = {}
    if not 1 <= count <= MOST_AT_ONCE:
        wrong["count"] = "too_large" if count > MOST_AT_ONCE else "too_small"
    start = normal_code(prefix)
    if len(start) > 20:
        wrong["prefix"] = "too_long"
    if wrong:
        raise InvalidInput(wrong)
    with transaction.atomic():
        row = locked_promotion(store_id=store_id, promotion_id=promotion_id)
        made, now = 0, clock.now()
        while made < count:
            made += _insert(row.pk, store_id, start, min(_CHUNK, count - made), now)
        audit.record(
            actor=actor,
            action="promotions.generate_codes",
            subject=promotion_id,
            store_id=store_id,
            changes={"count": [0, count]},
        )
    return made


def _insert(promotion_id: int, store_id: int | None, prefix: str, count: int, now: datetime) -> int:
    # Fifty random bits each; the rare one that exists already is made anew by the caller.
    texts = {f"{prefix}{ids.new_reference(_RANDOM_LETTERS)}" for _ in range(count)}
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [promotion_id, store_id, now, sorted(texts)])
        return int(cursor.rowcount)
