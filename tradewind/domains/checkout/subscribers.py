"""What payments tell, whenever they tell it."""

from __future__ import annotations

from tradewind.domains.checkout.operations import settle
from tradewind.domains.payments.events import PaymentMoved
from tradewind.platform.events import Envelope


def on_payment_moved(event: PaymentMoved, envelope: Envelope) -> None:
    """Any news of a payment settles its checkout."""
    settle(checkout_id=event.purpose)
