"""What lies where, what can be had, what runs low, what moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F, QuerySet

from tradewind.domains.catalogue.models import Product
from tradewind.domains.inventory.models import StockLevel, StockMovement

# Pieces that can be had of the row `variant` of whatever statement asks for it, at open locations.
PIECES = """(
SELECT coalesce(sum(shelf.on_hand - shelf.reserved), 0)::bigint
FROM inventory_stocklevel shelf
JOIN stores_location place ON place.id = shelf.location_id
WHERE shelf.variant_id = variant.id AND place.archived_at IS NULL)"""
_AVAILABLE = f"SELECT variant.id, {PIECES} FROM unnest(%s::bigint[]) AS variant (id)"  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRow:
    """A variant at a location, as the console shows it."""

    variant_id: int
    variant_public_id: str
    sku: str
    choices: list[str]
    product_public_id: str
    product_title: str
    location_id: int
    location_public_id: str
    location: str
    on_hand: int
    reserved: int
    low_at: int

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved

    @property
    def is_low(self) -> bool:
        return self.available <= self.low_at


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementRow:
    """One change of what lies at a location, newest first in lists."""

    kind: str
    quantity: int
    on_hand_after: int
    location: str
    reference: str
    note: str
    actor: str
    moved_at: datetime


def available(*, variant_ids: Collection[int]) -> dict[int, int]:
    """Pieces that can be had of each variant over all open locations; 0 where none ever lay."""
    if not variant_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_AVAILABLE, [list(variant_ids)])
        return dict(cursor.fetchall())


def levels(*, store_id: int, variant_ids: Collection[int] | None = None) -> list[LevelRow]:
    """The store's shelves (of these variants), by product title, variant and order of picking."""
    shelves = StockLevel.objects.for_store(store_id)
    if variant_ids is not None:
        shelves = shelves.filter(variant_id__in=variant_ids)
    return level_rows(
        shelves.select_related("variant__product", "location").order_by(
            "variant__product__title",
            "variant__product_id",
            "variant__position",
            "variant_id",
            "location__position",
            "location_id",
        )
    )


def low_stock(*, store_id: int, limit: int = 50) -> list[LevelRow]:
    """Shelves at or below their alert, the emptiest first; not of archived goods or places."""
    emptiest = (F("on_hand") - F("reserved"), "variant__product__title", "id")
    shelves = low_shelves(store_id).select_related("variant__product", "location")
    return level_rows(shelves.order_by(*emptiest)[:limit])


def count_low_stock(*, store_id: int) -> int:
    """How many shelves `low_stock` would list without a limit."""
    return low_shelves(store_id).count()


def movements(*, store_id: int, variant_id: int, limit: int = 50) -> list[MovementRow]:
    """What happened to a variant's stock, newest first."""
    moved = (
        StockMovement.objects.for_store(store_id)
        .filter(level__variant_id=variant_id)
        .select_related("level__location")
        .order_by("-moved_at", "-id")[:limit]
    )
    return [
        MovementRow(
            kind=row.kind,
            quantity=row.quantity,
            on_hand_after=row.on_hand_after,
            location=row.level.location.name,
            reference=row.reference,
            note=row.note,
            actor=row.actor,
            moved_at=row.moved_at,
        )
        for row in moved
    ]


def low_shelves(store_id: int) -> QuerySet[StockLevel]:
    """Shelves at or below their alert, of goods on sale at places in use."""
    return StockLevel.objects.for_store(store_id).filter(
        on_hand__lte=F("reserved") + F("low_at"),
        location__archived_at=None,
        variant__archived_at=None,
        variant__product__archived_at=None,
        variant__product__status=Product.Status.ACTIVE,
    )


def level_rows(shelves: Iterable[StockLevel]) -> list[LevelRow]:
    """Shelves, read with ``variant__product`` and ``location``, as rows in their order."""
    return [
        LevelRow(
            variant_id=shelf.variant_id,
            variant_public_id=str(shelf.variant.public_id),
            sku=shelf.variant.sku,
            choices=list(shelf.variant.choices),
            product_public_id=str(shelf.variant.product.public_id),
            product_title=shelf.variant.product.title,
            location_id=shelf.location_id,
            location_public_id=str(shelf.location.public_id),
            location=shelf.location.name,
            on_hand=shelf.on_hand,
            reserved=shelf.reserved,
            low_at=shelf.low_at,
        )
        for shelf in shelves
    ]
