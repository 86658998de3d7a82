"""Every change of stock: what checkouts hold, what orders sell, what staff do on the shelves."""

from tradewind.domains.inventory.operations.holding import (
    extend,
    hold,
    release,
    release_expired,
)
from tradewind.domains.inventory.operations.returning import give_up, take_back
from tradewind.domains.inventory.operations.selling import allocate, deallocate, ship
from tradewind.domains.inventory.operations.shelving import (
    adjust,
    count,
    move,
    receive,
    set_low_at,
)
from tradewind.domains.inventory.operations.stocktaking import (
    book_stocktake,
    discard_stocktake,
    start_stocktake,
    write_counts,
)

__all__ = [
    "adjust",
    "allocate",
    "book_stocktake",
    "count",
    "deallocate",
    "discard_stocktake",
    "extend",
    "give_up",
    "hold",
    "move",
    "receive",
    "release",
    "release_expired",
    "set_low_at",
    "ship",
    "start_stocktake",
    "take_back",
    "write_counts",
]
