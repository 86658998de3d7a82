"""What providers tell unasked: webhooks, late, twice, out of order, or forged."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from tradewind.domains.payments.gateways import gateway
from tradewind.domains.payments.models import ProviderMessage
from tradewind.domains.payments.operations.recording import record
from tradewind.domains.payments.ports import OtherAmount
from tradewind.kernel import clock


def receive_message(*, provider: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Take in one webhook; returns False for one that was already handled.

    Raises `UnknownProvider`, `BadSignature`, `NotFound` for a payment that is not ours and
    `OtherAmount` for news of another sum than was asked for; then nothing is kept.
    """
    news = gateway(provider).read_message(headers=headers, body=body)
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
        if is_new:
            payment = record(payment_id=news.payment_id, found=news.state)
            if payment.amount != news.amount:
                raise OtherAmount(expected=payment.amount, told=news.amount)
    return is_new
