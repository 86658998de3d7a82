"""Checkouts that need nothing more done."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from tradewind.kernel import ids

# Only the plain case: bought, every part confirmed, every payment still there. Whatever is in
# doubt is settled, which looks again under the lock.
_SETTLED = """
SELECT c.public_id FROM checkout_checkout c
WHERE c.public_id = ANY(%s::uuid[]) AND c.state = 'confirmed' AND NOT EXISTS (
    SELECT FROM checkout_paymentpart part
    LEFT JOIN payments_payment payment ON payment.id = part.payment_id
    WHERE part.checkout_id = c.id
      AND (part.state <> 'confirmed' OR payment.state <> 'captured')
)
"""


def settled(*, checkout_ids: Collection[str]) -> set[str]:
    """Those of the checkouts (public ids) that `settle` would leave as they are. Locks nothing."""
    uuids = [ids.decode("chk", public_id) for public_id in checkout_ids]
    with connection.cursor() as cursor:
        cursor.execute(_SETTLED, [uuids])
        return {ids.encode("chk", uuid) for (uuid,) in cursor.fetchall()}
