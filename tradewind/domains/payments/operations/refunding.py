"""Money back: requested inside the transaction that owes it, sent after it, once."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.payments.booking import book_overtaken_refund, book_refund
from tradewind.domains.payments.events import RefundFailed, RefundMade, RefundRequested
from tradewind.domains.payments.gateways import gateway
from tradewind.domains.payments.models import Payment, Refund
from tradewind.domains.payments.operations.cash import finish_promise
from tradewind.domains.payments.ports import RefundRefused
from tradewind.domains.payments.rules import PAID, State
from tradewind.kernel.errors import TradewindError
from tradewind.kernel.money import Money
from tradewind.platform.events import publish


class NothingLeftToRefund(TradewindError):
    """The payments of this purpose hold less than is to go back."""

    code = "payment_nothing_left_to_refund"


def request_refund(
    *, purpose: str, amount: Money, key: str, reason: str, payment_id: str | None = None
) -> bool:
    """Owe `amount` back to who paid for `purpose`; the job that sends it follows the event.

    Returns False where the refund of that key was already requested. Raises
    `NothingLeftToRefund` with nothing changed.
    """
    with transaction.atomic():
        payment = _refundable(purpose, payment_id, amount, key)
        if payment is None:
            return False
        payment.refunded_minor += amount.minor
        payment.save(update_fields=["refunded_minor", "updated_at"])
        refund = Refund.objects.create(
            payment=payment, key=key, amount_minor=amount.minor, reason=reason
        )
        if payment.state == State.PROMISED:
            _promise_less(payment, refund)
            return True
        publish(
            RefundRequested(
                payment_id=payment.public_id,
                purpose=payment.purpose,
                refund_id=refund.public_id,
                amount=amount,
                reason=reason,
            )
        )
    return True


def send_refund(*, refund_id: str) -> None:
    """Ask the provider to send a waiting refund. Repeating it sends nothing twice.

    Raises `GatewayUnavailable`, upon which the job tries again.
    """
    refund = Refund.objects.select_related("payment").get(public_id=refund_id)
    if refund.state != Refund.State.WAITING:
        return
    payment = refund.payment
    amount = Money(refund.amount_minor, payment.currency)
    try:
        reference = gateway(payment.provider).refund(
            reference=payment.provider_reference, amount=amount, key=refund.public_id
        )
    except RefundRefused as refusal:
        _record(refund_id, Refund.State.FAILED, failure=str(refusal.details.get("reason", "")))
    else:
        _record(refund_id, Refund.State.DONE, reference=reference)


def _refundable(purpose: str, payment_id: str | None, amount: Money, key: str) -> Payment | None:
    candidates = Payment.objects.select_for_update().filter(
        purpose=purpose, state__in=PAID | {State.PROMISED}, currency=amount.currency
    )
    if payment_id is not None:
        candidates = candidates.filter(public_id=payment_id)
    payments = list(candidates.order_by("pk"))
    # Looked up under the payments' locks, so that two requests of one key can't both pass.
    if Refund.objects.filter(key=key).exists():
        return None
    for payment in payments:
        if payment.amount_minor - payment.refunded_minor >= amount.minor:
            return payment
    raise NothingLeftToRefund(purpose=purpose, amount=amount)


def _promise_less(payment: Payment, refund: Refund) -> None:
    """Nothing was paid yet at the door, so nothing goes back: less is to be paid there."""
    refund.state = Refund.State.DONE
    refund.save(update_fields=["state", "updated_at"])
    finish_promise(payment)


def _record(refund_id: str, state: Refund.State, *, reference: str = "", failure: str = "") -> None:
    with transaction.atomic():
        refund = Refund.objects.select_for_update().get(public_id=refund_id)
        if refund.state != Refund.State.WAITING:
            return
        refund.state, refund.provider_reference, refund.failure = state, reference, failure
        refund.save()
        payment = Payment.objects.select_for_update().get(pk=refund.payment_id)
        amount = Money(refund.amount_minor, payment.currency)
        if state == Refund.State.DONE:
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
        else:
            payment.refunded_minor -= refund.amount_minor
            payment.save(update_fields=["refunded_minor", "updated_at"])
            if payment.state == State.REVERSED:
                book_overtaken_refund(refund)
            publish(
                RefundFailed(
                    payment_id=payment.public_id,
                    purpose=payment.purpose,
                    refund_id=refund.public_id,
                    amount=amount,
                    failure=failure,
                )
            )
