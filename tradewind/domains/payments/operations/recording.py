"""The one way a payment changes its state, whoever brings the news."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.payments.booking import book_capture, book_recovery, book_reversal
from tradewind.domains.payments.events import CardAgreed, PaymentMoved
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.operations.card_use import note_gone
from tradewind.domains.payments.operations.weighing import keep_instructions, weigh
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import State, moves
from tradewind.kernel import ids
from tradewind.kernel.errors import NotFound
from tradewind.platform.events import publish
from tradewind.platform.models import direct

_MOVED = ("state", "decline_code", "provider_reference", "redirect_url", "updated_at")
_LOCK = "WHERE public_id = %s FOR UPDATE"


def record(*, payment_id: str, found: ProviderState) -> Payment:
    """Write down where the provider says a payment stands, its books and its event.

    News that leads nowhere new changes nothing, so it may come twice and late. Raises `NotFound`.
    """
    # Part of the caller's transaction, if there is one: nobody goes on after news that failed.
    with transaction.atomic(savepoint=False):
        payment = locked_payment(payment_id)
        record_locked(payment=payment, found=found)
    return payment


def record_locked(*, payment: Payment, found: ProviderState) -> None:
    """`record` for a payment whose row the caller's transaction read under its lock."""
    found = weigh(payment, found)
    keep_instructions(payment, found)
    news = _remember(payment, found)
    for state in moves(State(payment.state), found.state):
        _move(payment, state, found.decline_code)
        news = True
    if news:
        direct.update(payment, *_MOVED)


def locked_payment(payment_id: str) -> Payment:
    """The payment, its row locked until the transaction ends. Raises `NotFound`."""
    for payment in direct.read(Payment, _LOCK, [ids.decode("pay", payment_id)]):
        return payment
    raise NotFound(id=payment_id)


def _remember(payment: Payment, found: ProviderState) -> bool:
    """Take over the provider's name for it and the page it wants visited; True if either is new."""
    before = (payment.provider_reference, payment.redirect_url)
    payment.provider_reference = found.reference or payment.provider_reference
    payment.redirect_url = found.redirect_url or payment.redirect_url
    return before != (payment.provider_reference, payment.redirect_url)


def _move(payment: Payment, to_state: State, decline_code: str) -> None:
    from_state = State(payment.state)
    payment.state, payment.decline_code = to_state, decline_code
    if payment.card and decline_code == "unknown_source":
        note_gone(card_id=payment.card)
    if payment.keeps_for and to_state is State.CAPTURED:
        publish(CardAgreed(payment_id=payment.public_id))
    _book(payment, from_state)
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


def _book(payment: Payment, from_state: State) -> None:
    # What a courier collects is booked door by door, before the last of it makes it captured.
    if payment.state == State.CAPTURED and from_state is not State.PROMISED:
        book_capture(payment)
    elif payment.state == State.RECOVERED:
        book_recovery(payment)
    elif payment.state == State.REVERSED:
        book_reversal(payment)
