"""Pure decisions about stock: where to take pieces from, and what is worth telling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tradewind.kernel.errors import TradewindError


class StockShort(TradewindError):
    """Not every piece can be had, and none was taken.

    `lines` says of what: ``[{"variant": public id, "wanted": pieces, "available": pieces}]``.
    """

    code = "stock_short"

    @property
    def lines(self) -> list[dict[str, int | str]]:
        return list(self.details["lines"])


class ReservationGone(TradewindError):
    """The pieces are no longer kept for that holder: their time was up, or they were let go."""

    code = "reservation_gone"


class StockPromised(TradewindError):
    """Fewer pieces would lie there than are promised to shoppers."""

    code = "stock_promised"


class Shelf(NamedTuple):
    """What a level has to give a holder: `free` for anyone, `mine` already kept for this one.

    Shelves come in the order of picking.
    """

    level_id: int
    variant_id: int
    free: int
    mine: int


def split(
    wanted: Mapping[int, int], shelves: Sequence[Shelf]
) -> tuple[dict[int, int], list[dict[str, int]]]:
    """Pieces to keep by level, from the first shelf on; and what is short, as `StockShort` tells it.

    What the holder already keeps counts as free to it.
    """
    missing = dict(wanted)
    chosen: dict[int, int] = {}
    for shelf in shelves:
        taken = min(missing.get(shelf.variant_id, 0), shelf.free + shelf.mine)
        if taken > 0:
            chosen[shelf.level_id] = taken
            missing[shelf.variant_id] -= taken
    shorts = [
        {
            "variant": variant_id,
            "wanted": wanted[variant_id],
            "available": wanted[variant_id] - count,
        }
        for variant_id, count in sorted(missing.items())
        if count > 0
    ]
    return chosen, shorts


class Change(NamedTuple):
    """What a write did to a level; `before` and `after` are pieces available there."""

    variant_id: int
    before: int
    after: int
    low_at: int


def worth_telling(changes: Iterable[Change]) -> list[int]:
    """Ids of the variants to tell of: a shelf became, was or is low or empty.

    A shelf that stays well filled is nobody's news, so a crowd does not flood the stream.
    """
    return sorted({c.variant_id for c in changes if min(c.before, c.after) <= c.low_at})


class StocktakeClosed(TradewindError):
    """A stocktake that was booked or discarded can't be changed."""

    code = "stocktake_closed"
