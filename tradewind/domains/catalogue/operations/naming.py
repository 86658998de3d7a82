"""Names that are unique within a store: slugs and SKUs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import count

from django.db import connection

from tradewind.domains.catalogue.models import Product, Variant
from tradewind.domains.catalogue.rules import slug_of
from tradewind.kernel.errors import InvalidInput

_LONGEST_SKU = 64


def lock_names(store_id: int) -> None:
    """Let one transaction at a time give new names in a store. The store's own row stays free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('catalogue.names'), %s)", [store_id])


def free_slug(store_id: int, wanted: str, *texts: str) -> str:
    """`wanted` as it is, else one made from `texts` that nobody has; the caller holds the names.

    Raises `InvalidInput` when `wanted` is taken or no slug.
    """
    products = Product.objects.for_store(store_id)
    if wanted:
        if slug_of(wanted, longest=120) != wanted:
            raise InvalidInput({"slug": "invalid"})
        if products.filter(slug=wanted).exists():
            raise InvalidInput({"slug": "taken"})
        return wanted
    stem = slug_of(*texts)
    alike = products.filter(slug__startswith=stem)
    return first_free(stem, set(alike.values_list("slug", flat=True)))


def free_skus(store_id: int, wanted: Collection[str]) -> list[str]:
    """Each of `wanted`, numbered where the store or an earlier one has it; same order."""
    taken: set[str] = set()
    stems = [sku[: _LONGEST_SKU - 6] for sku in wanted]
    held = Variant.objects.for_store(store_id)
    for stem in set(stems):
        taken.update(held.filter(sku__startswith=stem).values_list("sku", flat=True))
    found = []
    for sku, stem in zip(wanted, stems, strict=True):
        free = sku if len(sku) <= _LONGEST_SKU and sku not in taken else first_free(stem, taken)
        taken.add(free)
        found.append(free)
    return found


def first_free(stem: str, taken: Collection[str]) -> str:
    """`stem`, or ``stem-2``, ``stem-3`` … when it is taken."""
    return next(name for name in _numbered(stem) if name not in taken)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    for number in count(2):
        yield f"{stem}-{number}"
