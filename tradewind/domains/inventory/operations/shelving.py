"""What staff do on the shelves: goods in, counts, losses, moves between locations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import transaction

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.inventory.locks import rows_of
from tradewind.domains.inventory.models import StockLevel, StockMovement
from tradewind.domains.inventory.rules import StockPromised
from tradewind.domains.inventory.telling import tell
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound

# The location's row is the lock of what staff do there: a shelf that is not there yet has no row.
_LOCK_LOCATIONS = """
SELECT id FROM stores_location WHERE id = ANY(%s::bigint[]) AND store_id = %s
ORDER BY id FOR NO KEY UPDATE
"""
_LOCK_LEVELS = """
SELECT id, variant_id, location_id, on_hand, reserved FROM inventory_stocklevel
WHERE variant_id = ANY(%s::bigint[]) AND location_id = ANY(%s::bigint[])
ORDER BY id FOR UPDATE
"""
_WRITE = """
WITH plan AS (
    SELECT * FROM unnest(%(levels)s::bigint[], %(variants)s::bigint[], %(locations)s::bigint[],
                         %(changes)s::int[]) AS p(level_id, variant_id, location_id, change)
), changed AS (
    UPDATE inventory_stocklevel l SET on_hand = l.on_hand + p.change
    FROM plan p WHERE l.id = p.level_id
    RETURNING l.id, l.on_hand, p.change
), made AS (
    INSERT INTO inventory_stocklevel
        (store_id, variant_id, location_id, on_hand, reserved, low_at)
    SELECT %(store)s, variant_id, location_id, change, 0, %(low_at)s
    FROM plan WHERE level_id IS NULL ORDER BY variant_id
    RETURNING id, on_hand, on_hand AS change
)
INSERT INTO inventory_stockmovement
    (store_id, level_id, kind, quantity, on_hand_after, reference, note, actor, moved_at)
SELECT %(store)s, id, %(kind)s, change, on_hand, %(reference)s, %(note)s, %(actor)s, %(now)s
FROM (SELECT * FROM changed UNION ALL SELECT * FROM made) AS written ORDER BY id
RETURNING id
"""

Spot = tuple[int, int]
"""Variant id and location id."""


class _Shelf(NamedTuple):
    level_id: int | None = None
    variant_id: int = 0
    location_id: int = 0
    on_hand: int = 0
    reserved: int = 0


def receive(
    *,
    store_id: int,
    location_id: int,
    pieces: Mapping[int, int],
    reference: str = "",
    note: str = "",
    actor: str = "",
) -> None:
    """Put goods that came in on the shelf (variant id → pieces, each above 0).

    Any number of variants by four statements. Raises `InvalidInput`, `NotFound` for a variant or
    location of another store.
    """
    _check_positive(pieces.values())
    with transaction.atomic():
        shelves = _lock(store_id, pieces, [location_id])
        changes = {(variant, location_id): count for variant, count in pieces.items()}
        _write(store_id, shelves, changes, StockMovement.Kind.RECEIVED, reference, note, actor)


def count(
    *, store_id: int, location_id: int, counted: Mapping[int, int], note: str = "", actor: str = ""
) -> list[int]:
    """Write down what really lies there (variant id → pieces); returns the variants that differed.

    A count that confirms the books changes nothing. Raises `InvalidInput`, `NotFound`, and
    `StockPromised` when fewer lie there than are promised.
    """
    if any(found < 0 for found in counted.values()):
        raise InvalidInput({"on_hand": "too_small"})
    with transaction.atomic():
        shelves = _lock(store_id, counted, [location_id])
        changes = {}
        for variant, found in counted.items():
            spot = (variant, location_id)
            difference = found - shelves.get(spot, _Shelf()).on_hand
            if difference:
                changes[spot] = difference
        _write(store_id, shelves, changes, StockMovement.Kind.COUNTED, "", note, actor)
    return [variant for variant, _ in changes]


def adjust(
    *,
    store_id: int,
    location_id: int,
    variant_id: int,
    change: int,
    kind: StockMovement.Kind,
    reference: str = "",
    note: str = "",
    actor: str = "",
) -> None:
    """Change what lies there by `change` pieces (signed, not 0), for the reason `kind`.

    Raises `InvalidInput`, `NotFound`, `StockPromised`.
    """
    if not change:
        raise InvalidInput({"change": "required"})
    with transaction.atomic():
        shelves = _lock(store_id, [variant_id], [location_id])
        changes = {(variant_id, location_id): change}
        _write(store_id, shelves, changes, kind, reference, note, actor)


def move(
    *,
    store_id: int,
    from_location_id: int,
    to_location_id: int,
    pieces: Mapping[int, int],
    note: str = "",
    actor: str = "",
) -> None:
    """Carry free pieces (variant id → count) from one location to another.

    Raises `InvalidInput`, `NotFound`, and `StockPromised` with nothing moved.
    """
    _check_positive(pieces.values())
    if from_location_id == to_location_id:
        raise InvalidInput({"to_location": "invalid"})
    with transaction.atomic():
        shelves = _lock(store_id, pieces, [from_location_id, to_location_id])
        changes = {(variant, from_location_id): -count for variant, count in pieces.items()}
        changes |= {(variant, to_location_id): count for variant, count in pieces.items()}
        _write(store_id, shelves, changes, StockMovement.Kind.MOVED, "", note, actor)


def set_low_at(*, store_id: int, location_id: int, variant_id: int, low_at: int) -> None:
    """Alert at or below `low_at` pieces. Raises `InvalidInput`, `NotFound`."""
    if low_at < 0:
        raise InvalidInput({"low_at": "too_small"})
    shelf = StockLevel.objects.for_store(store_id).filter(
        variant_id=variant_id, location_id=location_id
    )
    with transaction.atomic():
        if not shelf.update(low_at=low_at):
            raise NotFound(variant=variant_id)
        tell([variant_id])


def _check_positive(counts: Iterable[int]) -> None:
    if any(count <= 0 for count in counts):
        raise InvalidInput({"pieces": "too_small"})


def _lock(
    store_id: int, variant_ids: Iterable[int], location_ids: Sequence[int]
) -> dict[Spot, _Shelf]:
    variants = sorted(set(variant_ids))
    locations = rows_of(_LOCK_LOCATIONS, [list(location_ids), store_id])
    ours = Variant.objects.for_store(store_id).filter(pk__in=variants).count()
    if len(locations) != len(location_ids) or ours != len(variants):
        raise NotFound(variants=variants, locations=list(location_ids))
    levels = [_Shelf(*row) for row in rows_of(_LOCK_LEVELS, [variants, list(location_ids)])]
    return {(level.variant_id, level.location_id): level for level in levels}


def _write(
    store_id: int,
    shelves: Mapping[Spot, _Shelf],
    changes: Mapping[Spot, int],
    kind: StockMovement.Kind,
    reference: str,
    note: str,
    actor: str,
) -> None:
    for spot, change in changes.items():
        shelf = shelves.get(spot, _Shelf())
        if shelf.on_hand + change < shelf.reserved:
            free = shelf.on_hand - shelf.reserved
            raise StockPromised(variant=spot[0], promised=shelf.reserved, available=free)
    if not changes:
        return
    rows_of(
        _WRITE,
        {
            "levels": [shelves.get(spot, _Shelf()).level_id for spot in changes],
            "variants": [variant for variant, _ in changes],
            "locations": [location for _, location in changes],
            "changes": list(changes.values()),
            "store": store_id,
            "low_at": StockLevel._meta.get_field("low_at").get_default(),
            "kind": kind,
            "reference": reference,
            "note": note,
            "actor": actor,
            "now": clock.now(),
        },
    )
    tell(sorted({variant for variant, _ in changes}))
