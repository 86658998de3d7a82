"""What providers tell unasked: webhooks and callbacks, late, twice, out of order, or forged."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.payments.gateways import gateway
from tradewind.domains.payments.models import Contradiction, Payment, ProviderMessage
from tradewind.domains.payments.operations.cards import take_card_news
from tradewind.domains.payments.operations.contradictions import note_contradiction
from tradewind.domains.payments.operations.disputes import note_dispute
from tradewind.domains.payments.operations.recording import record
from tradewind.domains.payments.ports import (
    Incoming,
    OtherAmount,
    OtherMerchant,
    Outcome,
    ProviderNews,
)
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound

Kind = Contradiction.Kind


def receive_message(*, provider: str, incoming: Incoming) -> Outcome:
    """Take in one message: `TAKEN`, `OLD` for one that was handled before, `IGNORED`.

    Raises `UnknownProvider`, `BadSignature`, `GatewayUnavailable` where it could not be confirmed,
    and, written down for a person and changing nothing else: `NotFound` for a payment that is not
    ours, `OtherAmount` for another sum than was asked for, `OtherMerchant`.
    """
    try:
        news = gateway(provider).read_message(incoming)
    except OtherMerchant:
        note_contradiction(kind=Kind.OTHER_MERCHANT, provider=provider)
        raise
    if news is None:
        return Outcome.IGNORED
    try:
        return _take_in(provider, news)
    except NotFound:
        note_contradiction(
            kind=Kind.UNKNOWN_PAYMENT,
            provider=provider,
            reference=news.payment_id or _reference(news),
            told=news.amount,
        )
        raise
    except OtherAmount as error:
        note_contradiction(
            kind=Kind.OTHER_AMOUNT,
            provider=provider,
            payment=_payment(provider, news),
            told=error.details["told"],
        )
        raise


def _take_in(provider: str, news: ProviderNews) -> Outcome:
    now = clock.now()
    with transaction.atomic():
        _, is_new = ProviderMessage.objects.get_or_create(
            provider=provider,
            message_id=news.message_id,
            defaults={
                "kind": news.kind,
                "body": dict(news.body),
                "received_at": now,
                "handled_at": now,
            },
        )
        if not is_new:
            return Outcome.OLD
        if news.card is not None:
            is_ours = take_card_news(provider=provider, news=news.card)
            return Outcome.TAKEN if is_ours else Outcome.IGNORED
        payment = _payment(provider, news)
        if news.dispute is not None:
            news = note_dispute(payment, news)
        if news.state is not None:
            payment = record(payment_id=payment.public_id, found=news.state)
        if news.alarm:
            note_contradiction(
                kind=Kind(news.alarm),
                provider=provider,
                payment=payment,
                reference=news.message_id,
            )
        if news.amount is not None and payment.amount != news.amount:
            raise OtherAmount(expected=payment.amount, told=news.amount)
    return Outcome.TAKEN


def _payment(provider: str, news: ProviderNews) -> Payment:
    """The payment a message is about, if it is this provider's. Raises `NotFound`."""
    if news.payment_id:
        wanted = Payment.objects.filter(public_id=news.payment_id, provider=provider)
    else:
        reference = _reference(news)
        wanted = Payment.objects.filter(provider=provider, provider_reference=reference)
    payment = wanted.first() if news.payment_id or _reference(news) else None
    if payment is None:
        raise NotFound(id=news.payment_id or _reference(news))
    return payment


def _reference(news: ProviderNews) -> str:
    return news.reference or (news.state.reference if news.state else "")
