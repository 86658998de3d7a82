"""Telling the stream what can be had now."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from tradewind.domains.inventory.events import StockChanged
from tradewind.kernel import ids
from tradewind.platform.events import publish_all

_AVAILABLE_NOW = """
SELECT v.public_id, p.public_id, s.public_id,
       COALESCE(sum(l.on_hand - l.reserved) FILTER (WHERE o.archived_at IS NULL), 0)
FROM catalogue_variant v
JOIN catalogue_product p ON p.id = v.product_id
JOIN stores_store s ON s.id = v.store_id
LEFT JOIN inventory_stocklevel l ON l.variant_id = v.id
LEFT JOIN stores_location o ON o.id = l.location_id
WHERE v.id = ANY(%s::bigint[])
GROUP BY v.id, p.id, s.id ORDER BY v.id
"""


def tell(variant_ids: Collection[int]) -> None:
    """Publish `StockChanged` for each variant as the running transaction sees it."""
    if not variant_ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(_AVAILABLE_NOW, [list(variant_ids)])
        rows = cursor.fetchall()
    publish_all(
        [
            StockChanged(
                variant_id=ids.encode("var", variant),
                product_id=ids.encode("prd", product),
                store_id=ids.encode("str", store),
                available=int(available),
            )
            for variant, product, store, available in rows
        ]
    )
