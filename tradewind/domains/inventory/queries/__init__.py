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
from tradewind.domains.inventory.queries.stocktakes import (
    Pick,
    StocktakeRow,
    get_stocktake,
    list_stocktakes,
    picks,
)

__all__ = [
    "PIECES",
    "GoodsStock",
    "LevelRow",
    "MovedGoods",
    "MovementRow",
    "Pick",
    "Place",
    "ShelfFilter",
    "StocktakeRow",
    "available",
    "count_low_stock",
    "find_by_codes",
    "get_stocktake",
    "goods_stock",
    "levels",
    "list_movements",
    "list_shelves",
    "list_stocktakes",
    "low_stock",
    "movements",
    "picks",
]
