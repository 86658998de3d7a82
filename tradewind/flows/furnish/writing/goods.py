"""What the stores sell: products, variants, prices, and how many lie where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from tradewind.domains.catalogue.models import Product as ProductRow
from tradewind.domains.catalogue.operations import (
    ProductToLoad,
    VariantToLoad,
    load_products,
    set_options,
)
from tradewind.domains.catalogue.rules import option_rows
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.inventory.operations import receive, set_low_at
from tradewind.domains.pricing.operations import set_prices
from tradewind.domains.pricing.rules import NewPrice
from tradewind.domains.stores.models import Store
from tradewind.domains.stores.queries import list_locations
from tradewind.flows.furnish.mall.shapes import Mall, Product, Variant, translations
from tradewind.flows.furnish.writing.shelves import Categories
from tradewind.flows.furnish.writing.wording import Wording


@dataclass(frozen=True, slots=True)
class Good:
    """A product of the data and the rows it became; `variant_ids` in the order of its variants."""

    product: Product
    row: ProductRow
    variant_ids: tuple[int, ...]


def write_goods(mall: Mall, *, slug: str, store: Store, categories: Categories) -> list[Good]:
    """The store's products on sale with their prices, known by the data's slugs."""
    wording = Wording.of(mall)
    products = [product for product in mall.products if product.store == slug]
    with transaction.atomic():
        loaded = load_products(
            store_id=store.pk,
            goods=[_to_load(product, store, categories, wording) for product in products],
        )
        goods = [
            Good(product, made.product, made.variant_ids)
            for product, made in zip(products, loaded, strict=True)
            # Only what has no title becomes no product.
            if made.product is not None
        ]
        new = {made.product.pk for made in loaded if made.product and made.is_new}
        for good in goods:
            _say_options(store, good, wording)
        # What it costs since then is the seller's, and what a price fell to stays.
        asked = [price for good in goods if good.row.pk in new for price in _prices(good)]
        if asked:
            set_prices(store_id=store.pk, prices=asked)
    return goods


def stock_shelves(mall: Mall, *, slug: str, store: Store, goods: Sequence[Good]) -> None:
    """Goods in, at each location those that never lay there."""
    (facts,) = (each for each in mall.stores if each.slug == slug)
    rows = {location.name: location for location in list_locations(store_id=store.pk)}
    for place, location in enumerate(facts.locations):
        # Somebody may have renamed or closed it since.
        row = rows.get(location.name.en)
        if row is None:
            continue
        known = set(
            StockLevel.objects.for_store(store.pk)
            .filter(location=row)
            .values_list("variant_id", flat=True)
        )
        pieces = {
            variant_id: variant.stock[location.code]
            for good in goods
            for variant_id, variant in zip(good.variant_ids, good.product.variants, strict=True)
            if variant.stock.get(location.code) and variant_id not in known
        }
        if not pieces:
            continue
        with transaction.atomic():
            receive(store_id=store.pk, location_id=row.pk, pieces=pieces, reference="opening")
            if place:
                _expect_little(store, row.pk, pieces)


def _expect_little(store: Store, location_id: int, pieces: Mapping[int, int]) -> None:
    """Beside the first location only an empty shelf is worth an alert: it is filled from there."""
    usual = StockLevel._meta.get_field("low_at").get_default()
    for variant_id, count in pieces.items():
        if count <= usual:
            set_low_at(store_id=store.pk, location_id=location_id, variant_id=variant_id, low_at=0)


def _to_load(
    product: Product, store: Store, categories: Categories, wording: Wording
) -> ProductToLoad:
    options = wording.product_options(product)
    return ProductToLoad(
        external_id=product.slug,
        options=tuple(option.name for option in options),
        status=ProductRow.Status.ACTIVE,
        columns={
            "title": product.title.en,
            "description": product.description.en,
            "brand": store.name,
            "category_id": categories[product.category].pk,
            "tags": list(product.tags),
            "attributes": wording.product_attributes(product),
            "tax_category": product.tax,
            "translations": translations(title=product.title, description=product.description),
        },
        variants=tuple(_variant(product, variant, wording) for variant in product.variants),
    )


def _variant(product: Product, variant: Variant, wording: Wording) -> VariantToLoad:
    return VariantToLoad(
        sku=variant.sku,
        choices=wording.variant_choices(product, variant),
        columns={"gtin": variant.gtin, "weight_g": variant.weight_g},
    )


def _say_options(store: Store, good: Good, wording: Wording) -> None:
    """What the options are called elsewhere and which colours they are; a load knows names only."""
    options = wording.product_options(good.product)
    if good.row.options != option_rows(options):
        set_options(store_id=store.pk, product_id=good.row.public_id, options=options)


def _prices(good: Good) -> list[NewPrice]:
    prices = []
    for variant_id, variant in zip(good.variant_ids, good.product.variants, strict=True):
        before = {amount.currency: amount for amount in variant.compare_at}
        prices += [
            NewPrice(variant_id=variant_id, amount=amount, compare_at=before.get(amount.currency))
            for amount in variant.prices
        ]
    return prices
