"""Options and the variants they make."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from tradewind.domains.catalogue.models import Media, Product, Variant
from tradewind.domains.catalogue.operations.locking import locked_product
from tradewind.domains.catalogue.operations.naming import free_skus, lock_names
from tradewind.domains.catalogue.operations.telling import tell_changed
from tradewind.domains.catalogue.operations.variants import FirstVariant
from tradewind.domains.catalogue.rules import Option, option_rows, rearrange, slug_of
from tradewind.domains.catalogue.rules.options import Arrangement, Held, shown_now
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput

_LONGEST_STEM = 40


def set_options(
    *,
    store_id: int,
    product_id: str,
    options: Sequence[Option],
    seen_at: datetime | None = None,
) -> Product:
    """Give the product these options and a variant for each combination.

    Variants follow renamed values (`was`), keep SKU, price and stock, and are put away rather
    than deleted when nothing needs them: somebody may have ordered them. `seen_at` is the
    `updated_at` the person was looking at. Raises `Conflict`, `InvalidInput`, `NotFound`,
    `TooManyVariants`.
    """
    with transaction.atomic():
        lock_names(store_id)
        product = locked_product(store_id=store_id, product_id=product_id, seen_at=seen_at)
        before = [option["name"] for option in product.options]
        rows = option_rows(options)
        if lay_out(product, before=before, options=options) or rows != product.options:
            product.options = rows
            product.save(update_fields=["options"])
            tell_changed(product)
    return product


def lay_out(
    product: Product,
    *,
    before: Sequence[str],
    options: Sequence[Option],
    first: FirstVariant | None = None,
) -> bool:
    """Make the variants fit `options`; True when anything changed. The caller holds the names.

    `before` are the names of the former options; `first` is what a new product's variants are
    born with. Raises `InvalidInput`, `TooManyVariants`.
    """
    held = {
        variant.pk: variant
        for variant in Variant.objects.for_store(product.store_id).filter(product=product)
    }
    plan = rearrange(
        before=before,
        options=options,
        variants=[
            Held(variant.pk, tuple(variant.choices), variant.archived_at is not None)
            for variant in held.values()
        ],
    )
    moved = _move(product, plan, held)
    made = _make(product, plan, _pattern(product, held, first))
    return _follow(product, before, options) or moved or made


def _follow(product: Product, before: Sequence[str], options: Sequence[Option]) -> bool:
    """Let the pictures show what they showed, under its new names."""
    rows = Media.objects.for_store(product.store_id)
    moved = []
    for media in rows.filter(product=product).exclude(shows=[]):
        shows = list(shown_now(tuple(media.shows), before, options))
        if shows != media.shows:
            media.shows = shows
            moved.append(media)
    rows.bulk_update(moved, ["shows"])
    return bool(moved)


def _move(product: Product, plan: Arrangement, held: dict[int, Variant]) -> bool:
    now = clock.now()
    moved = []
    for place, (choices, variant_id) in enumerate(plan.places):
        if variant_id is None:
            continue
        variant = held[variant_id]
        if (variant.choices, variant.position, variant.archived_at) != (list(choices), place, None):
            variant.choices, variant.position, variant.archived_at = list(choices), place, None
            moved.append(variant)
    leaving = [variant.pk for variant in moved] + list(plan.put_away)
    if not leaving:
        return False
    # First all out of the way: two that swap their values would meet in the unique index.
    rows = Variant.objects.for_store(product.store_id)
    rows.filter(pk__in=leaving).update(archived_at=now, updated_at=now)
    for variant in moved:
        variant.updated_at = now
    rows.bulk_update(moved, ["choices", "position", "archived_at", "updated_at"])
    return True


def _pattern(
    product: Product, held: dict[int, Variant], first: FirstVariant | None
) -> FirstVariant:
    if first is not None:
        return first
    oldest = min(held.values(), key=lambda variant: variant.pk, default=None)
    return FirstVariant(weight_g=oldest.weight_g if oldest else 0)


def _make(product: Product, plan: Arrangement, pattern: FirstVariant) -> bool:
    places = [
        (place, choices)
        for place, (choices, variant_id) in enumerate(plan.places)
        if variant_id is None
    ]
    if not places:
        return False
    if pattern.sku and len(plan.places) == 1:
        skus = [pattern.sku]
        if Variant.objects.for_store(product.store_id).filter(sku=pattern.sku).exists():
            raise InvalidInput({"sku": "taken"})
    else:
        stem = pattern.sku or slug_of(product.title, longest=_LONGEST_STEM).upper()
        skus = free_skus(
            product.store_id, ["-".join([stem, *map(_code, choices)]) for _, choices in places]
        )
    Variant.objects.bulk_create(
        Variant(
            store_id=product.store_id,
            product=product,
            sku=sku,
            gtin=pattern.gtin if place == 0 else "",
            choices=list(choices),
            weight_g=pattern.weight_g,
            position=place,
        )
        for sku, (place, choices) in zip(skus, places, strict=True)
    )
    return True


def _code(choice: str) -> str:
    return slug_of(choice, longest=12).upper()
