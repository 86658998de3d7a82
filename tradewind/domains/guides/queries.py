"""What others may ask about guides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from tradewind.domains.guides.models import Guide
from tradewind.domains.guides.rules import ShadeRow, SizeRow, shade_rows, size_rows
from tradewind.kernel.errors import NotFound

# Of the row `p`, a product, of whatever statement asks: whether its store has any guide at all.
HAS_GUIDES = "EXISTS (SELECT FROM guides_guide AS guide WHERE guide.store_id = p.store_id)"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideFacts:
    """A guide as shoppers read it: `sizes` or `shades`, the other is empty."""

    public_id: str
    kind: str
    title: str
    how: str
    sizes: tuple[SizeRow, ...]
    shades: tuple[ShadeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductGuides:
    """The guides of one product, None where its store tells nothing."""

    size: GuideFacts | None = None
    shade: GuideFacts | None = None


NO_GUIDES = ProductGuides()


def guides_of(
    *, store_id: int, product_id: str, brand: str, category_ids: Sequence[int]
) -> ProductGuides:
    """The narrowest guide of each kind for a product (public id); one statement.

    Its own goes before one for its category (`category_ids` from the top down, the nearest first)
    and brand, for its category, for its brand, for everything of the store.
    """
    rows = Guide.objects.for_store(store_id).filter(
        Q(product__public_id=product_id)
        | Q(product=None)
        & (Q(category=None) | Q(category__in=category_ids))
        & Q(brand__in=("", brand))
    )
    depth = {category_id: place for place, category_id in enumerate(category_ids, 1)}
    best: dict[str, Guide] = {}
    for row in sorted(
        rows,
        key=lambda row: (
            row.product_id is not None,
            depth.get(row.category_id or 0, 0),
            bool(row.brand),
        ),
    ):
        best[row.kind] = row
    size, shade = best.get(Guide.Kind.SIZE), best.get(Guide.Kind.SHADE)
    return ProductGuides(
        size=facts_of(size) if size else None, shade=facts_of(shade) if shade else None
    )


def list_guides(*, store_id: int) -> list[Guide]:
    """All of a store, with product and category."""
    return list(Guide.objects.for_store(store_id).select_related("product", "category"))


def get_guide(*, store_id: int, guide_id: str) -> Guide:
    """One of them. Raises `NotFound`."""
    rows = Guide.objects.for_store(store_id).select_related("product", "category")
    row = rows.filter(public_id=guide_id).first()
    if row is None:
        raise NotFound(id=guide_id)
    return row


def facts_of(guide: Guide) -> GuideFacts:
    """The row as shoppers read it."""
    is_size = guide.kind == Guide.Kind.SIZE
    return GuideFacts(
        public_id=guide.public_id,
        kind=guide.kind,
        title=guide.title,
        how=guide.how,
        sizes=size_rows(guide.rows) if is_size else (),
        shades=() if is_size else shade_rows(guide.rows),
    )
