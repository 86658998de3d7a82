"""What can be bought right now."""

from __future__ import annotations

from collections.abc import Collection

from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.stores.models import Store


def sellable_ids(*, variant_public_ids: Collection[str]) -> dict[str, int]:
    """Row ids, by public id, of those variants that can be bought; one statement.

    Neither the variant nor its product is put away, the product is on sale, its store is open.
    """
    rows = (
        Variant.objects.across_stores("a shopper may buy from any store")
        .filter(
            public_id__in=variant_public_ids,
            archived_at=None,
            product__archived_at=None,
            product__status=Product.Status.ACTIVE,
            store__status=Store.Status.OPEN,
        )
        .order_by()
    )
    return dict(rows.values_list("public_id", "pk"))
