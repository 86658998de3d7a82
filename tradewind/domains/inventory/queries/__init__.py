"""Every read of stock others may make."""

from tradewind.domains.inventory.queries.history import MovedGoods, list_movements
from tradewind.domains.inventory.queries.levels import (
    PIECES,
    LevelRow,
    MovementRow,
    available,
    count_low_stock,
    levels,
    low_stock,
    movements,
)
from tradewind.domains.inventory.queries.shelves import (
    GoodsStock,
    Place,
    ShelfFilter,
    find_by_codes,
    goods_stock,
    list_shelves,
)

__all__ = [
    "PIECES",
    "GoodsStock",
    "LevelRow",
    "MovedGoods",
    "MovementRow",
    "Place",
    "ShelfFilter",
    "available",
    "count_low_stock",
    "find_by_codes",
    "goods_stock",
    "levels",
    "list_movements",
    "list_shelves",
    "low_stock",
    "movements",
]
