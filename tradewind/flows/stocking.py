"""Where goods lie when nobody says where."""

from __future__ import annotations

from tradewind.domains.stores.models import Location
from tradewind.kernel.errors import TradewindError


class NoLocation(TradewindError):
    """The store has no place to keep goods."""

    code = "no_location"


def first_location(*, store_id: int) -> int:
    """Row id of the location picking starts from. Raises `NoLocation`."""
    open_ones = Location.objects.for_store(store_id).filter(archived_at=None)
    found = open_ones.order_by("position", "id").values_list("pk", flat=True).first()
    if found is None:
        raise NoLocation(store=store_id)
    return int(found)
