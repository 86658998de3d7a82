"""What checkouts do in the background."""

from __future__ import annotations

from tradewind.domains.checkout import operations
from tradewind.kernel import clock
from tradewind.platform.jobs import periodic


@periodic("* * * * *", queue="payments")
def expire_unpaid() -> None:
    """Let go of what nobody finished paying."""
    operations.expire_due(now=clock.now())


@periodic("41 3 * * *")
def forget_changes() -> None:
    """Drop what became of changes made without a line, long after anyone asks."""
    operations.forget_changes(now=clock.now())
