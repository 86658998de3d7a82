"""Checkouts nobody finished paying: ask the provider once more, then let go."""

from __future__ import annotations

from datetime import datetime

from tradewind.domains.checkout.models import Checkout, PaymentPart
from tradewind.domains.checkout.operations.settling import settle
from tradewind.domains.checkout.rules import State
from tradewind.domains.payments import operations as payments
from tradewind.domains.payments.ports import GatewayUnavailable

_BATCH = 200


def expire_due(*, now: datetime) -> int:
    """Let go of held checkouts whose time is up; returns how many.

    The provider is told first, outside any transaction; what it then says of the payment decides.
    One it can't be told about waits for the next round, rather than lose a payment that went
    through.
    """
    due = Checkout.objects.filter(state=State.HELD, held_until__lt=now).order_by("held_until")
    return sum(_expire(public_id) for public_id in due.values_list("public_id", flat=True)[:_BATCH])


def _expire(checkout_id: str) -> bool:
    open_parts = PaymentPart.objects.filter(
        checkout__public_id=checkout_id,
        state=PaymentPart.State.WAITING,
        payment__isnull=False,
    )
    for payment_id in open_parts.values_list("payment__public_id", flat=True):
        try:
            payments.cancel(payment_id=payment_id)
        except GatewayUnavailable:
            return False
    return settle(checkout_id=checkout_id).state == State.EXPIRED
