"""Many products at once, by the same few statements however many they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.catalogue.operations.inspecting import (
    ask_for_inspection,
    must_be_inspected,
)
from tradewind.domains.catalogue.operations.matching import Found, match, variant_of
from tradewind.domains.catalogue.operations.naming import first_free, lock_names
from tradewind.domains.catalogue.operations.telling import tell_all_changed
from tradewind.domains.catalogue.operations.to_load import ProductToLoad, VariantToLoad
from tradewind.domains.catalogue.rules import slug_of
from tradewind.kernel import clock

_PRODUCT_COLUMNS = (
    "external_id",
    "title",
    "summary",
    "description",
    "care",
    "brand",
    "category_id",
    "tags",
    "options",
    "attributes",
    "tax_category",
    "status",
    "released_on",
)
_SHOWN = (Product.Status.ACTIVE, Product.Status.DISCONTINUED)
_BEING_LOOKED_AT = (Product.Status.WAITING, Product.Status.REFUSED)
_VARIANT_COLUMNS = ("gtin", "other_gtins", "weight_g", "archived_at")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one product, and the row ids of its variants in the order they were given.

    `product` is None where nobody knows it and it has no title to begin with.
    """

    product: Product | None
    is_new: bool
    is_changed: bool
    variant_ids: tuple[int, ...]
    new_variant_ids: frozenset[int]


def load_products(*, store_id: int, goods: Sequence[ProductToLoad]) -> list[Loaded]:
    """Make or change these products; the same again changes and tells nothing. Same order.

    A SKU another product has gets this product's external id behind it, and so does one that is
    too long: the external id is the identity then. Variants that are not named stay. Each product
    stands in `goods` once; the caller has checked texts and numbers.
    """
    with transaction.atomic():
        lock_names(store_id)
        found = match(store_id, goods)
        every = [_Load(store_id, wanted, found) for wanted in goods]
        loads = [load for load in every if not load.is_unknown]
        _give_slugs(store_id, [load for load in loads if load.is_new])
        _write_products(store_id, loads)
        _hold_back(loads)
        _write_variants(store_id, loads)
        tell_all_changed([load.product for load in loads if load.is_changed])
    return [load.outcome() for load in every]


class _Load:
    """One product on its way in: the row it becomes, and which of its variants are touched."""

    def __init__(self, store_id: int, wanted: ProductToLoad, found: Found) -> None:
        self.wanted = wanted
        known = found.product_of(wanted)
        self.is_new = known is None
        self.is_unknown = self.is_new and not wanted.columns.get("title")
        self.product = known or Product(store_id=store_id, slug="", status=wanted.status)
        self.is_row_changed = self._apply() and not self.is_new
        self.variants: list[Variant] = []
        self.new_variants: list[Variant] = []
        self.changed_variants: list[Variant] = []
        if self.is_unknown:
            return
        held = [] if known is None else found.variants_of(known)
        for told in wanted.variants:
            self._take(told, held, found)

    @property
    def is_changed(self) -> bool:
        return bool(
            self.is_new or self.is_row_changed or self.new_variants or self.changed_variants
        )

    def outcome(self) -> Loaded:
        if self.is_unknown:
            return Loaded(None, False, False, (), frozenset())
        return Loaded(
            product=self.product,
            is_new=self.is_new,
            is_changed=self.is_changed,
            variant_ids=tuple(variant.pk for variant in self.variants),
            new_variant_ids=frozenset(variant.pk for variant in self.new_variants),
        )

    def _apply(self) -> bool:
        columns = dict(self.wanted.columns)
        self.status_before = None if self.is_new else self.product.status
        if self.status_before in _BEING_LOOKED_AT:
            # What the mall looks at is not a file's to put on sale.
            columns.pop("status", None)
        key = self.wanted.external_id
        if key and key != self.product.public_id:
            columns["external_id"] = key
        if "attributes" in columns:
            columns["attributes"] = self.product.attributes | columns["attributes"]
        columns["options"] = self._options()
        return _set(self.product, columns)

    def _options(self) -> list[dict[str, Any]]:
        """The product's options with the values of these variants behind its own."""
        options = [dict(option) for option in self.product.options]
        if self.is_new:
            options = [{"name": name, "values": []} for name in self.wanted.options]
        for place, option in enumerate(options):
            told = [each.choices[place] for each in self.wanted.variants if each.choices]
            option["values"] = list(dict.fromkeys([*option["values"], *told]))
        return options

    def _take(self, told: VariantToLoad, held: Sequence[Variant], found: Found) -> None:
        variant = variant_of(self.wanted, told, held)
        if variant is None:
            variant = Variant(
                store_id=self.product.store_id,
                product=self.product,
                sku=found.free_sku(self.wanted, told),
                choices=list(told.choices),
                position=len(held) + len(self.new_variants),
            )
            _set(variant, told.columns)
            self.new_variants.append(variant)
        elif _set(variant, {**told.columns, "archived_at": None}):
            self.changed_variants.append(variant)
        self.variants.append(variant)


def _set(row: Product | Variant, columns: Mapping[str, Any]) -> bool:
    changed = [name for name, value in columns.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, columns[name])
    return bool(changed)


def _give_slugs(store_id: int, loads: Sequence[_Load]) -> None:
    products = Product.objects.for_store(store_id)
    wished = [_slugs(load) for load in loads]
    known = products.filter(slug__in=[slug for both in wished for slug in both])
    taken = set(known.values_list("slug", flat=True))
    for load, (short, long) in zip(loads, wished, strict=True):
        slug = long if short in taken else short
        if slug in taken:
            alike = products.filter(slug__startswith=slug).values_list("slug", flat=True)
            slug = first_free(slug, taken | set(alike))
        taken.add(slug)
        load.product.slug = slug


def _slugs(load: _Load) -> tuple[str, str]:
    """The slug of the title, and the one with the product's id behind it where that is taken."""
    identity = [load.wanted.external_id, *_skus(load)]
    short = slug_of(load.product.title, *identity)
    return short, f"{slug_of(short, longest=78)}-{slug_of(*identity, longest=40)}"


def _skus(load: _Load) -> list[str]:
    return [variant.sku for variant in load.wanted.variants]


def _write_products(store_id: int, loads: Sequence[_Load]) -> None:
    rows = Product.objects.for_store(store_id)
    rows.bulk_create([load.product for load in loads if load.is_new])
    changed = [load.product for load in loads if load.is_changed and not load.is_new]
    now = clock.now()
    for product in changed:
        product.updated_at = now
    # An upsert by primary key changes many rows at once; an update would need a CASE each.
    rows.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*_PRODUCT_COLUMNS, "updated_at"],
    )


def _hold_back(loads: Sequence[_Load]) -> None:
    """What has just come to be shown and the mall wants to look at first waits instead."""
    shown = [
        load.product
        for load in loads
        if load.product.status in _SHOWN and load.status_before not in _SHOWN
    ]
    if not shown:
        return
    held = must_be_inspected(shown)
    waiting = [product for product in shown if product.pk in held]
    for product in waiting:
        product.status = Product.Status.WAITING
    if waiting:
        Product.objects.for_store(waiting[0].store_id).filter(pk__in=held).update(
            status=Product.Status.WAITING
        )
        ask_for_inspection(waiting)


def _write_variants(store_id: int, loads: Sequence[_Load]) -> None:
    rows = Variant.objects.for_store(store_id)
    rows.bulk_create([variant for load in loads for variant in load.new_variants])
    changed = [variant for load in loads for variant in load.changed_variants]
    now = clock.now()
    for variant in changed:
        variant.updated_at = now
    rows.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*_VARIANT_COLUMNS, "updated_at"],
    )
