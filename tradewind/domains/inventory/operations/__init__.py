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

__all__ = [
    "adjust",
    "allocate",
    "count",
    "deallocate",
    "extend",
    "give_up",
    "hold",
    "move",
    "receive",
    "release",
    "release_expired",
    "set_low_at",
    "ship",
    "take_back",
]
