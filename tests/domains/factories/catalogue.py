"""Goods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.domains.factories.numbers import fresh_number
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue import operations
from tradewind.domains.catalogue.models import Category, Product, Variant
from tradewind.domains.stores.models import Store


def make_product(
    *,
    store: Store | None = None,
    title: str = "",
    variants: int = 1,
    weight_g: int = 500,
    **columns: Any,
) -> Product:
    """A product on sale with `variants` choices of one option (none when there is but one)."""
    number = fresh_number()
    values = [f"Choice {place}" for place in range(variants)]
    product = Product.objects.create(
        store=store or make_store(),
        title=title or f"Product {number}",
        slug=columns.pop("slug", f"product-{number}"),
        status=columns.pop("status", Product.Status.ACTIVE),
        options=columns.pop(
            "options", [{"name": "Choice", "values": values}] if variants > 1 else []
        ),
        **columns,
    )
    for place, value in enumerate(values):
        choices = [value] if variants > 1 else []
        make_variant(product=product, choices=choices, position=place, weight_g=weight_g)
    return product


def make_variant(
    *, product: Product, choices: Sequence[str] = (), weight_g: int = 500, **columns: Any
) -> Variant:
    """One more choice of a product."""
    return Variant.objects.create(
        store_id=product.store_id,
        product=product,
        sku=columns.pop("sku", f"SKU-{fresh_number()}"),
        choices=list(choices),
        weight_g=weight_g,
        **columns,
    )


def variants_of(product: Product) -> list[Variant]:
    """The product's variants in their order."""
    return list(Variant.objects.for_store(product.store_id).filter(product=product))


def make_category(*, title: str = "", parent: Category | None = None, **columns: Any) -> Category:
    """A branch of the mall's tree, at the top unless told otherwise."""
    return operations.create_category(
        title=title or f"Category {fresh_number()}",
        parent=None if parent is None else str(parent.public_id),
        **columns,
    )
