"""What inventory tells the rest."""

from __future__ import annotations

from dataclasses import dataclass

from tradewind.platform.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class StockChanged(Event):
    """Another number of pieces can be had. Public ids; `available` over all locations.

    Told when staff changed the stock, and when a shelf became, was or is low or empty; not for
    each piece a crowd takes from a full one.
    """

    name = "inventory.stock_changed"
    aggregate = "variant_id"

    variant_id: str
    product_id: str
    store_id: str
    available: int
