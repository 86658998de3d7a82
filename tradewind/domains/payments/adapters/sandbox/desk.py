"""What happens inside the sandbox: payments asked for, played through, refunded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from tradewind.domains.payments.adapters.sandbox import cards
from tradewind.domains.payments.adapters.sandbox.models import (
    SandboxMessage,
    SandboxPayment,
    SandboxRefund,
)
from tradewind.domains.payments.adapters.sandbox.scenarios import SCENARIOS
from tradewind.domains.payments.ports import PaymentRequest, RefundRefused
from tradewind.domains.payments.rules import OPEN, State
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money
from tradewind.platform.models import direct

_LATER = frozenset({State.REVERSED, State.RECOVERED})
"""What happens to payments that were made."""


def ask(request: PaymentRequest, scenario: str | None) -> SandboxPayment:
    """Note a payment asked for, and play it at once where the source named a scenario."""
    now = clock.now()
    payment = SandboxPayment(
        key=request.payment_id,
        amount_minor=request.amount.minor,
        currency=request.amount.currency,
        description=request.description,
        return_url=request.return_url,
        language=request.language,
        keeps_card=request.keeps_card,
        customer=request.customer,
        asked_at=now,
    )
    if scenario is not None:
        _go_through(payment, scenario, now)
    messages = _messages(payment, scenario, now) if scenario is not None else []
    try:
        keeps_card = scenario is not None and request.keeps_card
        # One statement needs no transaction of its own; somebody else's survives its failure.
        with transaction.atomic() if keeps_card or connection.in_atomic_block else nullcontext():
            direct.insert([payment], *filter(None, [messages]))
            if keeps_card:
                cards.keep(payment, brand="visa", next_time="pays")
    except IntegrityError:
        return SandboxPayment.objects.get(key=request.payment_id)
    return payment


def play(
    *, reference: str, scenario: str, brand: str = "visa", next_time: str = "pays"
) -> SandboxPayment:
    """The shopper chose on the sandbox's page: how it goes, and, where a card is to be kept, which
    one and how it pays next time. Choosing again changes nothing. Raises `NotFound`.
    """
    with transaction.atomic():
        payment = _locked(reference)
        if payment.state == State.PENDING and not payment.scenario:
            now = clock.now()
            _go_through(payment, scenario, now)
            payment.save()
            SandboxMessage.objects.bulk_create(_messages(payment, scenario, now))
            cards.keep(payment, brand=brand, next_time=next_time)
    return payment


def give_up(*, reference: str) -> SandboxPayment:
    """Cancel a payment that is not made; one that is made stays made. Raises `NotFound`."""
    with transaction.atomic():
        payment = _locked(reference)
        if State(payment.state) in OPEN:
            payment.state = State.CANCELLED
            payment.save(update_fields=["state"])
    return payment


def send_back(*, reference: str, amount: Money, key: str) -> SandboxRefund:
    """Refund once a key. Raises `NotFound`, `RefundRefused` for more than is left."""
    with transaction.atomic():
        payment = _locked(reference)
        made = list(payment.refunds.all())
        for refund in made:
            if refund.key == key:
                return refund
        left = payment.amount_minor - sum(refund.amount_minor for refund in made)
        if payment.state != State.CAPTURED:
            raise RefundRefused(reason="not_captured")
        if amount.currency != payment.currency or amount.minor > left:
            raise RefundRefused(reason="more_than_left")
        return SandboxRefund.objects.create(
            payment=payment, key=key, amount_minor=amount.minor, made_at=clock.now()
        )


def apply_all(*, messages: Sequence[SandboxMessage]) -> list[SandboxMessage]:
    """What messages are about to tell becomes so in the sandbox first, in their order.

    Those that are still to be sent: of a payment given up meanwhile there is nothing to tell.
    """
    with transaction.atomic():
        rows = (
            SandboxPayment.objects.select_for_update()
            .filter(pk__in={message.payment_id for message in messages if message.payment_id})
            .order_by("pk")
        )
        payments = {payment.pk: payment for payment in rows}
        return [message for message in messages if _apply(message, payments)]


def _apply(message: SandboxMessage, payments: Mapping[int, SandboxPayment]) -> bool:
    if message.payment_id is None:
        if message.card is not None:
            cards.let_go(message.card.reference, clock.now())
        return True
    payment = payments[message.payment_id]
    state = State(message.state)
    becomes_so = state in _LATER or State(payment.state) in OPEN
    if becomes_so and state is not State.PENDING:
        payment.state = state
        if state is State.DECLINED:
            payment.decline_code = "declined_by_bank"
        if state is State.CAPTURED:
            payment.paid_at = clock.now()
        payment.save()
    return payment.state != State.CANCELLED


def _go_through(payment: SandboxPayment, name: str, now: datetime) -> None:
    scenario = SCENARIOS[name]
    payment.scenario, payment.state = name, scenario.answers
    payment.decline_code = scenario.decline_code
    payment.paid_at = now if scenario.answers is State.CAPTURED else None


def _messages(payment: SandboxPayment, name: str, now: datetime) -> list[SandboxMessage]:
    # A message told twice is the same message: it has one id.
    ids: dict[State, str] = {}
    messages = []
    for after, state in SCENARIOS[name].tells:
        message = SandboxMessage(payment=payment, state=state, due_at=now + after)
        message.message_id = ids.setdefault(state, message.message_id)
        messages.append(message)
    return messages


def _locked(reference: str) -> SandboxPayment:
    payment = SandboxPayment.objects.select_for_update().filter(reference=reference).first()
    if payment is None:
        raise NotFound(id=reference)
    return payment
