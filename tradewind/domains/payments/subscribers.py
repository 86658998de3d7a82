"""What follows from money being owed back."""

from __future__ import annotations

from tradewind.domains.payments.events import CardAgreed, CardReleased, RefundRequested
from tradewind.domains.payments.jobs import keep_card, release_card, send_refund
from tradewind.platform.events import Envelope


def on_refund_requested(event: RefundRequested, envelope: Envelope) -> None:
    """The provider is asked outside the transaction that owes the money."""
    send_refund.defer(refund_id=event.refund_id)


def on_card_agreed(event: CardAgreed, envelope: Envelope) -> None:
    """The provider is asked which card it kept."""
    keep_card.defer(payment_id=event.payment_id)


def on_card_released(event: CardReleased, envelope: Envelope) -> None:
    """The provider is told to let go of it."""
    release_card.defer(release_id=event.release_id)
