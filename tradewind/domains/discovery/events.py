"""What discovery tells the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tradewind.platform.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingChanged(Event):
    """A product joined the lists, left them or is told otherwise. Public id.

    Search indexes follow it: when it is told, the listing is as it should be.
    """

    name: ClassVar[str] = "discovery.listing_changed"
    aggregate: ClassVar[str] = "product_id"

    product_id: str
