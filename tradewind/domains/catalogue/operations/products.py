"""A product's words and facts: made, changed, translated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Unpack

from django.db import transaction

from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.operations.columns import ProductColumns, checked_columns
from tradewind.domains.catalogue.operations.locking import locked_product
from tradewind.domains.catalogue.operations.matrix import lay_out
from tradewind.domains.catalogue.operations.naming import free_slug, lock_names
from tradewind.domains.catalogue.operations.telling import tell_all_changed, tell_changed
from tradewind.domains.catalogue.operations.variants import FirstVariant
from tradewind.domains.catalogue.rules import Option, option_rows
from tradewind.kernel.errors import InvalidInput


def create_product(
    *,
    store_id: int,
    options: Sequence[Option] = (),
    sku: str = "",
    gtin: str = "",
    weight_g: int = 0,
    **columns: Unpack[ProductColumns],
) -> Product:
    """A draft with a variant for each combination of `options`, or with one when there are none.

    Without `sku` one is made from the title; with options it is the beginning of each. `gtin`
    belongs to the first variant, `weight_g` to all. The slug is made unique when it is not given.
    Raises `InvalidInput` (also when slug, SKU or external id are taken), `TooManyVariants`.
    """
    given = checked_columns(columns)
    if "title" not in given:
        raise InvalidInput({"title": "required"})
    first = FirstVariant.checked(sku=sku, gtin=gtin, weight_g=weight_g)
    with transaction.atomic():
        lock_names(store_id)
        slug = free_slug(store_id, given.pop("slug", ""), given["title"], sku)
        _check_external_id(store_id, given.get("external_id", ""))
        product = Product.objects.create(
            store_id=store_id, slug=slug, options=option_rows(options), **given
        )
        lay_out(product, before=(), options=options, first=first)
        tell_all_changed([product])
    return product


def change_product(
    *,
    store_id: int,
    product_id: str,
    seen_at: datetime | None = None,
    **columns: Unpack[ProductColumns],
) -> Product:
    """Change what is given and leave the rest. What is as it was changes and tells nothing.

    `seen_at` is the `updated_at` the person was looking at. Raises `Conflict` when somebody
    changed the product since, `InvalidInput`, `NotFound`.
    """
    given = checked_columns(columns)
    with transaction.atomic():
        if "slug" in given or "external_id" in given:
            lock_names(store_id)
        product = locked_product(store_id=store_id, product_id=product_id, seen_at=seen_at)
        changed = [name for name, value in given.items() if getattr(product, name) != value]
        if "slug" in changed:
            given["slug"] = free_slug(store_id, given["slug"], product.title)
        if "external_id" in changed:
            _check_external_id(store_id, given["external_id"])
        for name in changed:
            setattr(product, name, given[name])
        if changed:
            product.save(update_fields=changed)
            tell_changed(product)
    return product


def translate_product(
    *, store_id: int, product_id: str, language: str, words: Mapping[str, str]
) -> Product:
    """Say a product in `language` (BCP 47): title, summary, description, care; empty: not said.

    Replaces what was said in that language and leaves the others. Raises `InvalidInput`,
    `NotFound`.
    """
    with transaction.atomic():
        product = locked_product(store_id=store_id, product_id=product_id)
        said = {**product.translations, language: words}
        return change_product(store_id=store_id, product_id=product_id, translations=said)


def _check_external_id(store_id: int, external_id: str) -> None:
    if not external_id:
        return
    if Product.objects.for_store(store_id).filter(external_id=external_id).exists():
        raise InvalidInput({"external_id": "taken"})
