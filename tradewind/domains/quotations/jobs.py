"""What the clock does to offers."""

from __future__ import annotations

from tradewind.domains.quotations import operations
from tradewind.kernel import clock
from tradewind.platform.jobs import periodic


@periodic("* * * * *")
def expire_offers() -> None:
    """Let offers run out whose time is up."""
    operations.expire_due(now=clock.now())
