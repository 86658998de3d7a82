"""What payments do in the background."""

from __future__ import annotations

from tradewind.domains.payments import operations
from tradewind.kernel import clock
from tradewind.platform.jobs import job, periodic


@job(queue="payments")
def send_refund(*, refund_id: str) -> None:
    """Send a requested refund; tried again while the provider is out of reach."""
    operations.send_refund(refund_id=refund_id)


@job(queue="payments")
def give_up(*, payment_id: str) -> None:
    """Cancel a payment beside one that failed; tried again while the provider is out of reach.

    Where it was made meanwhile, what follows refunds it.
    """
    operations.cancel(payment_id=payment_id)


@periodic("* * * * *", queue="payments")
def chase_silent() -> None:
    """Ask after payments that fell silent."""
    operations.chase(now=clock.now())


@job(queue="payments")
def keep_card(*, payment_id: str) -> None:
    """Keep the card of a payment whose payer agreed; tried again while the provider is silent."""
    operations.keep_card(payment_id=payment_id)


@job(queue="payments")
def release_card(*, release_id: str) -> None:
    """Have a provider let go of a card; tried again while it is out of reach."""
    operations.release_card(release_id=release_id)


@periodic("41 * * * *", queue="payments")
def release_waiting() -> None:
    """Cards whose provider was out of reach for longer than a job waits."""
    operations.release_waiting(now=clock.now())
