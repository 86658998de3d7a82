"""What follows from money being owed back."""

from __future__ import annotations

from tradewind.domains.payments.events import RefundRequested
from tradewind.domains.payments.jobs import send_refund
from tradewind.platform.events import Envelope


def on_refund_requested(event: RefundRequested, envelope: Envelope) -> None:
    """The provider is asked outside the transaction that owes the money."""
    send_refund.defer(refund_id=event.refund_id)
