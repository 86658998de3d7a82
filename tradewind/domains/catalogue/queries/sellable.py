"""Reading the catalogue."""

from __future__ import annotations

from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.stores.models import Store


def find_sellable(*, variant_public_id: str) -> Variant | None:
    """A variant that can be bought: it and its product are not archived, its store is open."""
    return (
        Variant.objects.across_stores("a shopper may buy from any store")
        .filter(
            public_id=variant_public_id,
            archived_at=None,
            product__archived_at=None,
            product__status=Product.Status.ACTIVE,
            store__status=Store.Status.OPEN,
        )
        .first()
    )
