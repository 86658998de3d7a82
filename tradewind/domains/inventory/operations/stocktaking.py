"""Counting a whole location: what is found is written down, and booked once somebody agrees."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tradewind.domains.inventory.models import StockLevel, Stocktake, StocktakeLine
from tradewind.domains.inventory.operations.shelving import count
from tradewind.domains.inventory.rules import StocktakeClosed
from tradewind.domains.stores.models import Location
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound

MOST = 1_000_000


def start_stocktake(*, store_id: int, location_id: str, actor: str) -> Stocktake:
    """A sheet of everything the books know of at a location (public id); the one that is open
    there, if there is one. Raises `NotFound`.
    """
    with transaction.atomic():
        place = (
            Location.objects.for_store(store_id)
            .select_for_update()
            .filter(public_id=location_id, archived_at=None)
            .first()
        )
        if place is None:
            raise NotFound(id=location_id)
        running = Stocktake.objects.for_store(store_id).filter(location=place, state="open").first()
        if running is not None:
            return running
        made = Stocktake.objects.create(
            store_id=store_id, location=place, started_by=actor, started_at=clock.now()
        )
        levels = StockLevel.objects.for_store(store_id).filter(
            location=place, variant__archived_at=None
        )
        StocktakeLine.objects.bulk_create(
            StocktakeLine(store_id=store_id, stocktake=made, variant_id=variant_id)
            for variant_id in levels.order_by("pk").values_list("variant_id", flat=True)
        )
    return made


def write_counts(*, store_id: int, stocktake_id: str, counted: Mapping[int, int]) -> None:
    """What was found (variant row id → pieces), each beside what the books say at this moment, so
    that what is sold while people count is no difference.

    Raises `NotFound`, `StocktakeClosed`, `InvalidInput`.
    """
    if any(not 0 <= found <= MOST for found in counted.values()):
        raise InvalidInput({"on_hand": "invalid"})
    with transaction.atomic():
        sheet = _locked(store_id, stocktake_id)
        lines = {line.variant_id: line for line in sheet.lines.filter(variant_id__in=counted)}
        if lines.keys() != counted.keys():
            raise InvalidInput({"lines": "invalid"})
        levels = StockLevel.objects.for_store(store_id).filter(
            location_id=sheet.location_id, variant_id__in=counted
        )
        books = dict(levels.values_list("variant_id", "on_hand"))
        for variant_id, found in counted.items():
            line = lines[variant_id]
            if line.counted != found:
                line.expected, line.counted = books.get(variant_id, 0), found
                line.save(update_fields=["expected", "counted"])


def book_stocktake(*, store_id: int, stocktake_id: str, actor: str) -> int:
    """Agree to what was counted: every difference is booked as a count. How many differed.

    Raises `NotFound`, `StocktakeClosed`, `InvalidInput` when nothing was counted, `StockPromised`
    when fewer lie there than are promised.
    """
    with transaction.atomic():
        sheet = _locked(store_id, stocktake_id)
        lines = [line for line in sheet.lines.all() if line.counted is not None]
        if not lines:
            raise InvalidInput({"lines": "required"})
        off = {
            line.variant_id: (line.counted or 0) - (line.expected or 0)
            for line in lines
            if line.counted != line.expected
        }
        levels = StockLevel.objects.for_store(store_id).filter(
            location_id=sheet.location_id, variant_id__in=off
        )
        # In the order everything locks levels in; the count below then finds them as read here.
        rows = list(levels.order_by("pk").select_for_update(of=("self",)))
        count(
            store_id=store_id,
            location_id=sheet.location_id,
            counted={row.variant_id: max(row.on_hand + off[row.variant_id], 0) for row in rows},
            note=sheet.public_id,
            actor=actor,
        )
        _end(sheet, Stocktake.State.BOOKED, actor)
    return len(off)


def discard_stocktake(*, store_id: int, stocktake_id: str, actor: str) -> None:
    """Book nothing of it. Raises `NotFound`, `StocktakeClosed`."""
    with transaction.atomic():
        _end(_locked(store_id, stocktake_id), Stocktake.State.DISCARDED, actor)


def _locked(store_id: int, stocktake_id: str) -> Stocktake:
    rows = Stocktake.objects.for_store(store_id).select_for_update(of=("self",))
    sheet = rows.filter(public_id=stocktake_id).first()
    if sheet is None:
        raise NotFound(id=stocktake_id)
    if sheet.state != Stocktake.State.OPEN:
        raise StocktakeClosed
    return sheet


def _end(sheet: Stocktake, state: Stocktake.State, actor: str) -> None:
    sheet.state, sheet.ended_by, sheet.ended_at = state, actor, clock.now()
    sheet.save(update_fields=["state", "ended_by", "ended_at"])
