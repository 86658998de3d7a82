"""Stock."""

from __future__ import annotations

from tests.domains.factories.stores import first_location
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.inventory import operations
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.stores.models import Location


def make_stock(
    *, variant: Variant, on_hand: int = 10, location: Location | None = None, low_at: int = 3
) -> StockLevel:
    """Pieces on a shelf, at the store's first location unless told otherwise."""
    place = location or first_location(variant.store)
    if on_hand:
        operations.receive(
            store_id=variant.store_id, location_id=place.pk, pieces={variant.pk: on_hand}
        )
    shelf, _ = StockLevel.objects.for_store(variant.store_id).get_or_create(
        store_id=variant.store_id, variant=variant, location=place
    )
    if shelf.low_at != low_at:
        shelf.low_at = low_at
        shelf.save(update_fields=["low_at"])
    return shelf
