"""What pricing tells the rest."""

from __future__ import annotations

from dataclasses import dataclass

from tradewind.platform.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChanged(Event):
    """A variant costs something else from now on, or will at its day. Public ids."""

    name = "pricing.price_changed"
    aggregate = "product_id"

    product_id: str
    variant_id: str
    store_id: str
