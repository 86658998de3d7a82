"""Every move of a store's stock, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.inventory.models import StockMovement
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedGoods:
    """One change of what lies somewhere, and of what. Public ids."""

    id: int
    kind: str
    quantity: int
    on_hand_after: int
    variant_id: str
    sku: str
    title: str
    choices: list[str]
    location_id: str
    location: str
    reference: str
    note: str
    actor: str
    moved_at: datetime


def list_movements(
    *,
    store_id: int,
    variant_id: str = "",
    location_id: str = "",
    kind: str = "",
    cursor: str = "",
    limit: int = 50,
) -> Page[MovedGoods]:
    """Moves of one variant, at one location, of one kind, or of all. One statement.

    Raises `InvalidInput` for a bad cursor or kind.
    """
    rows = StockMovement.objects.for_store(store_id)
    if variant_id:
        rows = rows.filter(level__variant__public_id=variant_id)
    if location_id:
        rows = rows.filter(level__location__public_id=location_id)
    if kind:
        if kind not in StockMovement.Kind.values:
            raise InvalidInput({"kind": "unknown"})
        rows = rows.filter(kind=kind)
    if cursor:
        (last,) = decode_cursor(cursor, 1)
        if not isinstance(last, int):
            raise InvalidInput({"cursor": "invalid"})
        rows = rows.filter(pk__lt=last)
    read = rows.select_related("level__variant__product", "level__location").order_by("-pk")
    found = list(read[: limit + 1])
    more = len(found) > limit
    return Page(
        [_moved(row) for row in found[:limit]],
        encode_cursor(found[limit - 1].pk) if more else None,
    )


def _moved(row: StockMovement) -> MovedGoods:
    variant, location = row.level.variant, row.level.location
    return MovedGoods(
        id=row.pk,
        kind=row.kind,
        quantity=row.quantity,
        on_hand_after=row.on_hand_after,
        variant_id=str(variant.public_id),
        sku=variant.sku,
        title=variant.product.title,
        choices=list(variant.choices),
        location_id=str(location.public_id),
        location=location.name,
        reference=row.reference,
        note=row.note,
        actor=row.actor,
        moved_at=row.moved_at,
    )
