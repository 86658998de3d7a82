"""Asking a provider for money, and asking again what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from tradewind.domains.payments.cards import CardUnknown
from tradewind.domains.payments.gateways import gateway
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.operations.card_use import (
    NO_CARD,
    CardUse,
    check_use,
    customer_of,
    token_of,
)
from tradewind.domains.payments.operations.recording import record
from tradewind.domains.payments.ports import (
    GatewayUnavailable,
    Payer,
    PaymentRequest,
    ProviderState,
)
from tradewind.domains.payments.rules import OPEN, State
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money
from tradewind.platform.models import direct

_SILENCE = timedelta(seconds=60)
"""After this long without news of a started payment, the process that started it is presumed dead."""

_BATCH = 200


def open_payment(
    *,
    purpose: str,
    provider: str,
    method: str,
    amount: Money,
    expires_at: datetime,
    card_use: CardUse = NO_CARD,
) -> Payment:
    """The row of a payment about to be asked for, in the caller's transaction.

    Raises `UnknownProvider`, and as `card_use.check_use`.
    """
    gateway(provider)
    check_use(card_use, provider=provider)
    payment = Payment(
        card=card_use.card_id,
        keeps_for=card_use.keeps_for,
        purpose=purpose,
        provider=provider,
        method=method,
        amount_minor=amount.minor,
        currency=amount.currency,
        expires_at=expires_at,
    )
    direct.insert([payment])
    return payment


def ask(
    *,
    payment: Payment,
    source: str,
    return_url: str,
    description: str,
    email: str,
    language: str,
    payer: Payer | None = None,
) -> ProviderState | None:
    """Ask the provider to be paid, outside any transaction: its answer, for `record`.

    None where it was asked before, or gives no answer: `chase` finds out later.
    """
    if payment.state != State.STARTED:
        return None
    try:
        card = token_of(payment)
    except CardUnknown:
        return ProviderState("", State.DECLINED, decline_code="unknown_source")
    request = PaymentRequest(
        payment_id=payment.public_id,
        amount=payment.amount,
        method=payment.method,
        source="" if payment.card else source,
        return_url=return_url,
        description=description,
        email=email,
        language=language,
        expires_at=payment.expires_at,
        payer=payer or Payer(),
        card=card,
        keeps_card=bool(payment.keeps_for),
        customer=customer_of(payment),
    )
    try:
        return gateway(payment.provider).start(request)
    except GatewayUnavailable:
        return None


def begin(
    *,
    payment: Payment,
    source: str,
    return_url: str,
    description: str,
    email: str,
    language: str,
    payer: Payer | None = None,
) -> Payment:
    """`ask` and record the answer. Without one the payment stays as it was."""
    found = ask(
        payment=payment,
        source=source,
        return_url=return_url,
        description=description,
        email=email,
        language=language,
        payer=payer,
    )
    return payment if found is None else record(payment_id=payment.public_id, found=found)


def refresh(*, payment_id: str) -> Payment:
    """Ask the provider where the payment stands. Raises `GatewayUnavailable`."""
    payment = _get(payment_id)
    found = gateway(payment.provider).find(
        payment_id=payment.public_id, reference=payment.provider_reference
    )
    if found is None:
        return payment
    return record(payment_id=payment_id, found=found)


def cancel(*, payment_id: str) -> Payment:
    """Give up a payment that is not made yet; if it was made meanwhile, that is recorded instead.

    Raises `GatewayUnavailable`.
    """
    payment = _get(payment_id)
    if State(payment.state) not in OPEN:
        return payment
    port = gateway(payment.provider)
    found = port.find(payment_id=payment.public_id, reference=payment.provider_reference)
    if found is None:
        found = ProviderState(reference="", state=State.CANCELLED)
    elif found.state in OPEN:
        found = port.cancel(reference=found.reference, key=payment.public_id)
    return record(payment_id=payment_id, found=found)


def chase(*, now: datetime) -> int:
    """Find out about payments that fell silent; returns how many had moved.

    A process may die between asking and recording; a webhook may never come.
    """
    silent = Payment.objects.filter(
        Q(state=State.STARTED) | Q(state=State.PENDING, expires_at__lt=now),
        updated_at__lt=now - _SILENCE,
    ).order_by("updated_at")
    moved = 0
    for payment in silent[:_BATCH]:
        try:
            moved += refresh(payment_id=payment.public_id).state != payment.state
        except GatewayUnavailable:
            continue
    return moved


def _get(payment_id: str) -> Payment:
    payment = Payment.objects.filter(public_id=payment_id).first()
    if payment is None:
        raise NotFound(id=payment_id)
    return payment
