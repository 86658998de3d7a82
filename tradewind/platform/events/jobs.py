"""What the stream needs done by the clock."""

from __future__ import annotations

from django.conf import settings

from tradewind.kernel import clock
from tradewind.platform.events.partitions import create_ahead, drop_taken
from tradewind.platform.jobs import periodic


@periodic("17 2 * * *")
def create_partitions() -> None:
    """Make the coming months of the event table."""
    create_ahead(today=clock.now().date())


@periodic("37 2 * * *")
def drop_old_months() -> None:
    """Let go of months that everybody has taken and that are older than the mall keeps them."""
    drop_taken(today=clock.now().date(), kept_months=settings.EVENTS_KEPT_MONTHS)
