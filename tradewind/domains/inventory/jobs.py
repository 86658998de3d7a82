"""What the clock does to stock."""

from __future__ import annotations

from tradewind.domains.inventory import operations
from tradewind.kernel import clock
from tradewind.platform.jobs import periodic


@periodic("* * * * *")
def release_expired_holds() -> None:
    """Let go of what checkouts held too long."""
    operations.release_expired(now=clock.now())
