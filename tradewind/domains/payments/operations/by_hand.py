"""Refunds a provider does not make: somebody sends the money and says so."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.payments.booking import book_refund
from tradewind.domains.payments.events import RefundMade
from tradewind.domains.payments.models import Refund
from tradewind.domains.payments.operations.recording import locked_payment
from tradewind.domains.payments.operations.refunding import NothingLeftToRefund
from tradewind.domains.payments.rules import PAID, State
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money
from tradewind.platform.events import publish


def refund_by_hand(*, refund_id: str, actor: str) -> Refund:
    """The money of a failed refund was sent another way. Told again it changes nothing.

    Raises `NotFound`, `NothingLeftToRefund` where other refunds took what was left.
    """
    with transaction.atomic():
        refund = Refund.objects.select_for_update().filter(public_id=refund_id).first()
        if refund is None:
            raise NotFound(id=refund_id)
        if refund.state != Refund.State.FAILED:
            return refund
        payment = locked_payment(_payment_id(refund))
        amount = Money(refund.amount_minor, payment.currency)
        left = payment.amount_minor - payment.refunded_minor
        if State(payment.state) not in PAID or left < amount.minor:
            raise NothingLeftToRefund(purpose=payment.purpose, amount=amount)
        payment.refunded_minor += amount.minor
        payment.save(update_fields=["refunded_minor", "updated_at"])
        refund.payment = payment
        refund.state, refund.provider_reference = Refund.State.DONE, f"by hand: {actor}"[:80]
        refund.save()
        book_refund(refund)
        publish(
            RefundMade(
                payment_id=payment.public_id,
                purpose=payment.purpose,
                refund_id=refund.public_id,
                amount=amount,
                reason=refund.reason,
            )
        )
    return refund


def _payment_id(refund: Refund) -> str:
    return refund.payment.public_id
