"""What payments do in the background."""

from __future__ import annotations

from tradewind.domains.payments import operations
from tradewind.kernel import clock
from tradewind.platform.jobs import job, periodic


@job(queue="payments")
def send_refund(*, refund_id: str) -> None:
    """Send a requested refund; tried again while the provider is out of reach."""
    operations.send_refund(refund_id=refund_id)


@periodic("* * * * *", queue="payments")
def chase_silent() -> None:
    """Ask after payments that fell silent."""
    operations.chase(now=clock.now())
