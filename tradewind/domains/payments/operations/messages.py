"""What providers tell unasked: webhooks, late, twice, out of order, or forged."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from tradewind.domains.payments.gateways import gateway
from tradewind.domains.payments.models import ProviderMessage
from tradewind.domains.payments.operations.recording import record
from tradewind.kernel import clock


def receive_message(*, provider: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Take in one webhook; returns False for one that was already handled.

    Raises `UnknownProvider`, `BadSignature`, and `NotFound` for a payment that is not ours; then
    nothing is kept.
    """
    news = gateway(provider).read_message(headers=headers, body=body)
    now = clock.now()
    try:
        with transaction.atomic():
            ProviderMessage.objects.create(
                provider=provider,
                message_id=news.message_id,
                kind=news.kind,
                body=dict(news.body),
                received_at=now,
                handled_at=now,
            )
            record(payment_id=news.payment_id, found=news.state)
    except IntegrityError:
        return False
    return True
