"""Sends the sandbox's messages over HTTP, and again until they are taken."""

from __future__ import annotations

from datetime import datetime, timedelta

import httpx
import orjson
from django.conf import settings
from django.db.models import F
from django.urls import reverse

from tradewind.domains.payments.adapters.sandbox import desk, signing
from tradewind.domains.payments.adapters.sandbox.models import SandboxMessage
from tradewind.kernel import clock
from tradewind.platform.jobs import periodic

_BATCH = 200
_MOST_ATTEMPTS = 8
_TIMEOUT = 5.0  # seconds


@periodic("* * * * * */2", queue="sandbox")
def deliver_due() -> None:
    """Send what is due; each failure waits twice as long as the one before."""
    now = clock.now()
    due = (
        SandboxMessage.objects.select_related("payment", "card")
        .filter(sent_at=None, due_at__lte=now, attempts__lt=_MOST_ATTEMPTS)
        .order_by("due_at", "pk")[:_BATCH]
    )
    if not (waiting := list(due)):
        return  # a client alone costs 20 ms of CPU: it reads every certificate authority
    with httpx.Client(base_url=settings.INTERNAL_URL, timeout=_TIMEOUT) as client:
        for message in waiting:
            is_withdrawn = not desk.apply(message=message)
            _note(message, taken=is_withdrawn or _send(client, message), now=now)


def body_of(message: SandboxMessage) -> bytes:
    """A message as it goes over the wire."""
    payment = message.payment
    if payment is None:
        card = message.card.reference if message.card else ""
        return orjson.dumps({"id": message.message_id, "card": card, "kind": "card.detached"})
    return orjson.dumps(
        {
            "id": message.message_id,
            "key": payment.key,
            "reference": payment.reference,
            "state": message.state,
            "decline_code": payment.decline_code or "declined_by_bank"
            if message.state == "declined"
            else "",
            "amount": payment.amount_minor,
            "currency": payment.currency,
        }
    )


def _send(client: httpx.Client, message: SandboxMessage) -> bool:
    body = body_of(message)
    headers = {
        "Content-Type": "application/json",
        signing.HEADER: signing.signature(body, clock.now()),
    }
    path = reverse("webhooks:payments", args=["sandbox"])
    try:
        return client.post(path, content=body, headers=headers).is_success
    except httpx.HTTPError:
        return False


def _note(message: SandboxMessage, *, taken: bool, now: datetime) -> None:
    rows = SandboxMessage.objects.filter(pk=message.pk)
    if taken:
        rows.update(sent_at=now)
    else:
        wait = timedelta(seconds=2 ** (message.attempts + 1))
        rows.update(attempts=F("attempts") + 1, due_at=now + wait)
