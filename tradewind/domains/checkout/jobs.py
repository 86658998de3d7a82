"""What checkouts do in the background."""

from __future__ import annotations

from tradewind.domains.checkout import operations
from tradewind.kernel import clock
from tradewind.platform.jobs import periodic


@periodic("* * * * *", queue="payments")
def expire_unpaid() -> None:
    """Let go of what nobody finished paying."""
    operations.expire_due(now=clock.now())
