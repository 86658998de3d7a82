"""A product on sale in under a minute: title, price, stock and a picture in one go."""

from __future__ import annotations

from typing import IO

from django.db import transaction

from tradewind.domains.catalogue import operations as catalogue
from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.inventory import operations as inventory
from tradewind.domains.pricing import operations as pricing
from tradewind.flows.stocking import first_location
from tradewind.kernel.money import Money


def quick_add_product(
    *,
    store_id: int,
    title: str,
    price: Money,
    stock: int = 0,
    upload: IO[bytes] | None = None,
    sku: str = "",
    category: str | None = None,
    actor: str = "",
) -> Product:
    """Make a product with one variant, its price and `stock` pieces at the first location, and
    put it on sale. `category` is a public id, `actor` a person's.

    All or nothing. Raises `InvalidInput`, `NoLocation`, and what the picture is refused for.
    """
    with transaction.atomic():
        product = catalogue.create_product(
            store_id=store_id, title=title, sku=sku, category=category
        )
        product_id = str(product.public_id)
        variant = Variant.objects.for_store(store_id).get(product=product)
        pricing.set_price(store_id=store_id, variant_id=variant.pk, amount=price)
        if stock:
            inventory.receive(
                store_id=store_id,
                location_id=first_location(store_id=store_id),
                pieces={variant.pk: stock},
                actor=actor,
            )
        if upload is not None:
            catalogue.add_picture(
                store_id=store_id, product_id=product_id, upload=upload, alt=title[:200]
            )
        return catalogue.publish(store_id=store_id, product_id=product_id)
