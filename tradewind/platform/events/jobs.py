"""What the stream needs done by the clock."""

from __future__ import annotations

from tradewind.kernel import clock
from tradewind.platform.events.partitions import create_ahead
from tradewind.platform.jobs import periodic


@periodic("17 2 * * *")
def create_partitions() -> None:
    """Make the coming months of the event table."""
    create_ahead(today=clock.now().date())
