"""Telling the stream which product is different now."""

from __future__ import annotations

from collections.abc import Sequence

from tradewind.domains.catalogue.events import ProductChanged
from tradewind.domains.catalogue.models import Product
from tradewind.domains.stores.queries import public_ids
from tradewind.platform.events import publish_all


def tell_changed(product: Product) -> None:
    """Note the change in the product's row, which the caller has locked, and publish it."""
    product.save(update_fields=["updated_at"])
    tell_all_changed([product])


def tell_all_changed(products: Sequence[Product]) -> None:
    """Publish `ProductChanged` once for each product, by one statement."""
    stores = public_ids(store_ids={product.store_id for product in products})
    publish_all(
        [
            ProductChanged(product_id=str(product.public_id), store_id=stores[product.store_id])
            for product in products
        ]
    )
