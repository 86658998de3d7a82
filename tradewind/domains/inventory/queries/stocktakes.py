"""Stocktakes, and where what is sold lies: what people walk along shelves with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, F, Q

from tradewind.domains.inventory.models import Reservation, Stocktake, StocktakeLine
from tradewind.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class StocktakeRow:
    """A stocktake: how many articles its sheet has, how many were counted, and how many of those
    were as the books said."""

    id: str
    location: str
    state: str
    started_at: datetime
    ended_at: datetime | None
    lines: int
    counted: int
    right: int

    @property
    def accuracy(self) -> Decimal | None:
        return Decimal(self.right) / self.counted if self.counted else None


@dataclass(frozen=True, slots=True)
class Pick:
    """Pieces of an order that wait on a shelf. `holder` is the order's public id."""

    holder: str
    variant_id: int
    location: str
    quantity: int


def list_stocktakes(*, store_id: int, limit: int = 30) -> Sequence[StocktakeRow]:
    """A store's stocktakes, newest first. One statement."""
    rows = Stocktake.objects.for_store(store_id).select_related("location").order_by("-pk")
    return [
        StocktakeRow(
            row.public_id,
            row.location.name,
            row.state,
            row.started_at,
            row.ended_at,
            row.all_lines,
            row.counted_lines,
            row.right_lines,
        )
        for row in rows.annotate(
            all_lines=Count("lines"),
            counted_lines=Count("lines", filter=Q(lines__counted__isnull=False)),
            right_lines=Count("lines", filter=Q(lines__counted=F("lines__expected"))),
        )[:limit]
    ]


def get_stocktake(*, store_id: int, stocktake_id: str) -> tuple[Stocktake, Sequence[StocktakeLine]]:
    """A stocktake and its sheet, by title. Raises `NotFound`."""
    rows = Stocktake.objects.for_store(store_id).select_related("location")
    found = rows.filter(public_id=stocktake_id).first()
    if found is None:
        raise NotFound(id=stocktake_id)
    lines = found.lines.select_related("variant__product").order_by("variant__product__title", "pk")
    return found, list(lines)


def picks(*, store_id: int, holders: Collection[str]) -> Sequence[Pick]:
    """Where the pieces of these orders lie, in the order of picking. One statement."""
    rows = (
        Reservation.objects.for_store(store_id)
        .filter(holder__in=holders, state=Reservation.State.ALLOCATED)
        .order_by("level__location__position", "level__location_id", "variant_id", "pk")
        .values_list("holder", "variant_id", "level__location__name", "quantity")
    )
    return [Pick(*row) for row in rows]
