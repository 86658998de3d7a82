"""The one place where a product's row is locked for a change."""

from __future__ import annotations

from datetime import datetime

from tradewind.domains.catalogue.models import Product
from tradewind.kernel.errors import Conflict, NotFound


def locked_product(*, store_id: int, product_id: str, seen_at: datetime | None = None) -> Product:
    """The store's product with that public id, locked until the transaction ends.

    `seen_at` is the `updated_at` of what the person was looking at. Raises `NotFound`, and
    `Conflict` when somebody changed it since.
    """
    found = Product.objects.for_store(store_id).filter(public_id=product_id)
    product = found.select_for_update(no_key=True).first()
    if product is None:
        raise NotFound(id=product_id)
    if seen_at is not None and product.updated_at != seen_at:
        raise Conflict(id=product_id, changed_at=product.updated_at)
    return product
