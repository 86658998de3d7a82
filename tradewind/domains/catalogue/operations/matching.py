"""Which products and variants of a store a file speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.catalogue.operations.naming import first_free
from tradewind.domains.catalogue.operations.to_load import (
    LONGEST_SKU,
    ProductToLoad,
    VariantToLoad,
)
from tradewind.kernel import ids
from tradewind.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Found:
    """What the store already has, locked. `taken` are SKUs somebody has."""

    by_external_id: dict[str, Product]
    by_public_id: dict[str, Product]
    by_sku: dict[str, Product]
    variants: dict[int, list[Variant]]
    taken: set[str]

    def product_of(self, wanted: ProductToLoad) -> Product | None:
        """By external id; without one, or where the product has none yet, by SKU."""
        key = wanted.external_id
        known = self.by_external_id.get(key) or self.by_public_id.get(key)
        if known is not None:
            return known
        for variant in wanted.variants:
            product = self.by_sku.get(variant.sku)
            if product is not None and not (key and product.external_id):
                return product
        return None

    def variants_of(self, product: Product) -> list[Variant]:
        return self.variants.get(product.pk, [])

    def free_sku(self, wanted: ProductToLoad, told: VariantToLoad) -> str:
        """The SKU as told where that is possible, else the one that stands in; now it is taken."""
        plain, stand_in = wanted.skus_for(told)
        is_free = bool(plain) and len(plain) <= LONGEST_SKU and plain not in self.taken
        sku = plain if is_free else first_free(stand_in, self.taken)
        self.taken.add(sku)
        return sku


def variant_of(
    wanted: ProductToLoad, told: VariantToLoad, held: Sequence[Variant]
) -> Variant | None:
    """Which of a product's variants a file speaks of: by choices, by SKU, or the only one."""
    if told.choices:
        same = [variant for variant in held if tuple(variant.choices) == told.choices]
    else:
        skus = wanted.skus_for(told)
        same = [variant for variant in held if variant.sku in skus]
        if not same and len(held) == len(wanted.variants) == 1:
            same = list(held)
    # One on the shelf goes before one that was put away.
    return min(same, key=lambda variant: variant.archived_at is not None, default=None)


def match(store_id: int, goods: Sequence[ProductToLoad]) -> Found:
    """Read and lock what `goods` speak of: three statements."""
    keys = [wanted.external_id for wanted in goods if wanted.external_id]
    skus = {
        sku for wanted in goods for told in wanted.variants for sku in wanted.skus_for(told) if sku
    }
    holders = dict(
        Variant.objects.for_store(store_id).filter(sku__in=skus).values_list("sku", "product_id")
    )
    found = Q(external_id__in=keys) | Q(pk__in=set(holders.values()))
    if own := [key for key in keys if _is_own(key)]:
        found |= Q(public_id__in=own)
    products = {
        product.pk: product
        for product in Product.objects.for_store(store_id)
        .select_for_update(no_key=True)
        .filter(found)
        .order_by("pk")
    }
    variants: dict[int, list[Variant]] = {}
    for variant in Variant.objects.for_store(store_id).filter(product_id__in=products):
        variants.setdefault(variant.product_id, []).append(variant)
    return Found(
        by_external_id={row.external_id: row for row in products.values() if row.external_id},
        by_public_id={str(row.public_id): row for row in products.values()},
        by_sku={sku: products[product_id] for sku, product_id in holders.items()},
        variants=variants,
        taken=set(holders),
    )


def _is_own(key: str) -> bool:
    try:
        ids.decode("prd", key)
    except NotFound:
        return False
    return True
