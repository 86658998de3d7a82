"""What the clock does for those who wait."""

from __future__ import annotations

from tradewind.domains.engagement.operations import guest_asking, waiting
from tradewind.kernel import clock
from tradewind.platform.jobs import periodic


@periodic("*/15 * * * *")
def serve_waiting() -> None:
    """Offer pieces nobody took in time to the next in each queue."""
    waiting.serve_due()


@periodic("41 4 * * *")
def expire_waiting() -> None:
    """End what was never confirmed and what waited too long, once a day: places and questions."""
    waiting.expire(now=clock.now())
    guest_asking.forget_unconfirmed()
