"""Checkouts nobody finished paying: ask the provider once more, then let go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tradewind.domains.checkout.models import Checkout, PaymentPart
from tradewind.domains.checkout.operations.locking import locked_checkout
from tradewind.domains.checkout.operations.settling import settle, undo
from tradewind.domains.checkout.rules import State
from tradewind.domains.payments import operations as payments
from tradewind.domains.payments.ports import GatewayUnavailable

_BATCH = 200


def expire_due(*, now: datetime) -> int:
    """Let go of held checkouts whose time is up; returns how many.

    The provider is asked first, outside any transaction. One it can't be asked about waits for the
    next round rather than lose a payment that went through.
    """
    due = Checkout.objects.filter(state=State.HELD, held_until__lt=now).order_by("held_until")
    return sum(
        _expire(public_id, now) for public_id in due.values_list("public_id", flat=True)[:_BATCH]
    )


def _expire(checkout_id: str, now: datetime) -> bool:
    open_parts = PaymentPart.objects.filter(
        checkout__public_id=checkout_id, state=PaymentPart.State.WAITING
    )
    for payment_id in open_parts.values_list("payment__public_id", flat=True):
        try:
            payments.cancel(payment_id=payment_id)
        except GatewayUnavailable:
            return False
    row = settle(checkout_id=checkout_id)
    if row.state != State.HELD:
        return row.state != State.CONFIRMED
    with transaction.atomic():
        row = locked_checkout(public_id=checkout_id)
        if row.state != State.HELD or row.held_until is None or row.held_until >= now:
            return False
        undo(
            row, list(row.parts.filter(state="waiting")), to_state=State.EXPIRED, failure="expired"
        )
    return True
