"""The one way a payment changes its state, whoever brings the news."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.payments.booking import book_capture, book_reversal
from tradewind.domains.payments.events import PaymentMoved
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import State, moves
from tradewind.kernel.errors import NotFound
from tradewind.platform.events import publish

_MOVED = ("state", "decline_code", "provider_reference", "redirect_url", "updated_at")


def record(*, payment_id: str, found: ProviderState) -> Payment:
    """Write down where the provider says a payment stands, its books and its event.

    News that leads nowhere new changes nothing, so it may come twice and late. Raises `NotFound`.
    """
    with transaction.atomic():
        payment = locked_payment(payment_id)
        news = _remember(payment, found)
        for state in moves(State(payment.state), found.state):
            _move(payment, state, found.decline_code)
            news = True
        if news:
            payment.save(update_fields=_MOVED)
    return payment


def locked_payment(payment_id: str) -> Payment:
    """The payment, its row locked until the transaction ends. Raises `NotFound`."""
    payment = Payment.objects.select_for_update().filter(public_id=payment_id).first()
    if payment is None:
        raise NotFound(id=payment_id)
    return payment


def _remember(payment: Payment, found: ProviderState) -> bool:
    """Take over the provider's name for it and the page it wants visited; True if either is new."""
    before = (payment.provider_reference, payment.redirect_url)
    payment.provider_reference = found.reference or payment.provider_reference
    payment.redirect_url = found.redirect_url or payment.redirect_url
    return before != (payment.provider_reference, payment.redirect_url)


def _move(payment: Payment, to_state: State, decline_code: str) -> None:
    from_state = State(payment.state)
    payment.state, payment.decline_code = to_state, decline_code
    _book(payment)
    publish(
        PaymentMoved(
            payment_id=payment.public_id,
            purpose=payment.purpose,
            provider=payment.provider,
            amount=payment.amount,
            from_state=from_state,
            to_state=to_state,
            decline_code=decline_code,
        )
    )


def _book(payment: Payment) -> None:
    if payment.state == State.CAPTURED:
        book_capture(payment)
    elif payment.state == State.REVERSED:
        book_reversal(payment)
