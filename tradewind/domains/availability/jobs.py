"""What the clock does for those who wait."""

from __future__ import annotations

from tradewind.domains.availability import operations
from tradewind.platform.jobs import periodic


@periodic("7,37 * * * *")
def tell_place_watchers() -> None:
    """Look whether what people wait for is delivered to them now, whatever changed."""
    operations.tell_watchers()
