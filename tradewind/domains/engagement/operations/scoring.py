"""A product's sums, moved by one conditional statement with each review."""

from __future__ import annotations

from django.db import connection

from tradewind.domains.engagement.events import ScoreChanged
from tradewind.domains.engagement.models import Review, Standing
from tradewind.domains.engagement.rules.score import COLUMNS, Weight, change
from tradewind.platform.events import publish

_MOVE = f"""
INSERT INTO engagement_productscore AS score (product_id, store_id, {", ".join(COLUMNS)})
VALUES (%s, %s, {", ".join(["%s"] * len(COLUMNS))})
ON CONFLICT (product_id) DO UPDATE SET
{", ".join(f"{name} = score.{name} + EXCLUDED.{name}" for name in COLUMNS)}
"""  # noqa: S608
# A review that ceases to count was counted, so its row is there.
_TAKE = f"""
UPDATE engagement_productscore SET {", ".join(f"{name} = {name} + %s" for name in COLUMNS)}
WHERE product_id = %s
"""  # noqa: S608


def weight_of(review: Review) -> Weight | None:
    """What of the review counts now: nothing unless it is shown."""
    if review.standing != Standing.SHOWN:
        return None
    return Weight(review.stars, review.as_described, review.pictures_count > 0)


def move(review: Review, *, old: Weight | None) -> None:
    """Move the sums from `old` to what counts now; whoever calls holds the review's row lock."""
    by = change(old, weight_of(review))
    if not any(by.values()):
        return
    amounts = [by[name] for name in COLUMNS]
    with connection.cursor() as cursor:
        if old is None:
            cursor.execute(_MOVE, [review.product_id, review.store_id, *amounts])
        else:
            cursor.execute(_TAKE, [*amounts, review.product_id])
    publish(
        ScoreChanged(
            product_id=review.product.public_id,
            store_id=review.store.public_id,
            review_id=review.public_id,
        )
    )
