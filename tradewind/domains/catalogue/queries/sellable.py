"""What can be bought right now."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from tradewind.kernel import ids

# For statements that join a `variant` with its `product` and its `store`: neither of the first two
# is put away, the product is on sale, the store is open.
SELLABLE = """(variant.archived_at IS NULL AND product.archived_at IS NULL
    AND product.status = 'active' AND store.status = 'open')"""
_IDS = f"""
SELECT variant.public_id, variant.id
FROM catalogue_variant variant
JOIN catalogue_product product ON product.id = variant.product_id
JOIN stores_store store ON store.id = variant.store_id
WHERE variant.public_id = ANY(%s::uuid[]) AND {SELLABLE}
"""  # noqa: S608


def sellable_ids(*, variant_public_ids: Collection[str]) -> dict[str, int]:
    """Row ids, by public id, of those variants that can be bought; one statement."""
    asked = [ids.decode("var", public_id) for public_id in variant_public_ids]
    with connection.cursor() as cursor:
        cursor.execute(_IDS, [asked])
        return {ids.encode("var", public_id): pk for public_id, pk in cursor.fetchall()}
