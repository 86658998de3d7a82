"""What the buyers of a product show of themselves, and how it fitted them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection

from tradewind.kernel import ids

SAID_SMALL, SAID_TRUE, SAID_LARGE = FITS = ("small", "true", "large")
FIT, SKIN_TYPE, USUAL_SIZE = KEYS = ("fit", "skin_type", "usual_size")
"""Names under which a review's `about` holds what can be filtered by."""

_FEWEST = 3
_COUNTS = """
SELECT told.key, told.value, count(*)
FROM engagement_review AS review
JOIN catalogue_product AS product ON product.id = review.product_id,
     jsonb_each_text(review.about) AS told (key, value)
WHERE product.public_id = %s AND review.standing = 'shown' AND told.key = ANY(%s)
GROUP BY told.key, told.value ORDER BY count(*) DESC, told.value
"""


def told_of_buyers(*, product_id: str) -> Mapping[str, Mapping[str, int]]:
    """How many shown reviews say what: ``{"fit": {"small": 3}, "skin_type": {"dry": 1}}``, the most
    said first; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [ids.decode("prd", product_id), list(KEYS)])
        rows = cursor.fetchall()
    told: dict[str, dict[str, int]] = {}
    for key, value, count in rows:
        told.setdefault(key, {})[value] = count
    return told


def leaning(*, product_id: str) -> str:
    """``small`` or ``large`` where at least three buyers told how it fits, and most of them that;
    else empty. One statement."""
    fits = told_of_buyers(product_id=product_id).get(FIT, {})
    whole = sum(fits.values())
    for said in (SAID_SMALL, SAID_LARGE):
        if whole >= _FEWEST and fits.get(said, 0) * 2 > whole:
            return said
    return ""
