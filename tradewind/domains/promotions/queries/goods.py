"""From goods to the lines promotions are asked about: categories with ancestors, sections, tags."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping

from tradewind.domains.catalogue.models import Product, Section
from tradewind.domains.catalogue.queries import category_tree
from tradewind.domains.promotions.rules import BasketLine
from tradewind.kernel.money import Money

_KEPT_SECONDS = 30.0
_kept: tuple[float, list[tuple[int, int | None, str]]] | None = None


def basket_line(
    *,
    key: str,
    store_id: int,
    product_id: int,
    unit: Money,
    quantity: int,
    category_id: int | None,
    tags: Collection[str],
) -> BasketLine:
    """A line with everything a promotion may ask of it. No statement while tree and sections are kept."""
    categories = frozenset(node.category_id for node in category_tree().breadcrumbs(category_id))
    return BasketLine(
        key=key,
        store_id=store_id,
        product_id=product_id,
        unit=unit,
        quantity=quantity,
        category_ids=categories,
        section_ids=frozenset(
            section_id
            for section_id, of_category, tag in _sections()
            if of_category in categories or (tag and tag in tags)
        ),
        tags=frozenset(tags),
    )


def lines_of(*, units: Mapping[int, Money]) -> list[BasketLine]:
    """One piece of each product (row id → price). One statement."""
    rows = (
        Product.objects.across_stores("offers on what a shopper looks at")
        .filter(pk__in=units)
        .values_list("pk", "store_id", "category_id", "tags")
    )
    return [
        basket_line(
            key=str(product_id),
            store_id=store_id,
            product_id=product_id,
            unit=units[product_id],
            quantity=1,
            category_id=category_id,
            tags=tags,
        )
        for product_id, store_id, category_id, tags in rows
    ]


def forget_marks() -> None:
    """Read the sections anew next time."""
    global _kept
    _kept = None


def _sections() -> list[tuple[int, int | None, str]]:
    global _kept
    kept = _kept
    if kept is not None and time.monotonic() - kept[0] < _KEPT_SECONDS:
        return kept[1]
    rows: list[tuple[int, int | None, str]] = list(
        Section.objects.values_list("pk", "category_id", "tag")
    )
    _kept = (time.monotonic(), rows)
    return rows
