"""Where goods lie when nobody says where."""

from __future__ import annotations

from tradewind.domains.stores.queries import list_locations
from tradewind.kernel.errors import TradewindError


class NoLocation(TradewindError):
    """The store has no place to keep goods."""

    code = "no_location"


def first_location(*, store_id: int) -> int:
    """Row id of the location picking starts from. Raises `NoLocation`."""
    found = list_locations(store_id=store_id)
    if not found:
        raise NoLocation(store=store_id)
    return found[0].pk
