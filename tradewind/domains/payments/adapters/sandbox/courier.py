"""Sends the sandbox's messages over HTTP, and again until they are taken."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache

import httpx
import orjson
from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse

from tradewind.domains.payments.adapters.sandbox import desk, signing
from tradewind.domains.payments.adapters.sandbox.models import SandboxMessage
from tradewind.kernel import clock
from tradewind.platform.jobs import periodic

_BATCH = 200
_MOST_ATTEMPTS = 8
_TIMEOUT = 5.0  # seconds
_LEASE = timedelta(seconds=30)
"""How long a courier's messages are nobody else's: on a busy machine the next one sets out while
this one is under way. What a courier that died held is due again after it."""


@periodic("* * * * * */2", queue="sandbox")
def deliver_due() -> None:
    """Send what is due; each failure waits twice as long as the one before."""
    now = clock.now()
    if not (waiting := _taken_along(now)):
        return
    told = {message.pk for message in desk.apply_all(messages=waiting)}
    with httpx.Client(
        base_url=settings.INTERNAL_URL, timeout=_TIMEOUT, verify=_authorities()
    ) as client:
        left = [message for message in waiting if message.pk in told and not _send(client, message)]
    _note(waiting, left=left, now=now)


def _taken_along(now: datetime) -> list[SandboxMessage]:
    due = (
        SandboxMessage.objects.select_related("payment", "card")
        .filter(sent_at=None, due_at__lte=now, attempts__lt=_MOST_ATTEMPTS)
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("due_at", "pk")[:_BATCH]
    )
    with transaction.atomic():
        waiting = list(due)
        _rows(waiting).update(due_at=now + _LEASE)
    return waiting


@cache
def _authorities() -> ssl.SSLContext:
    # Reading them all takes 20 ms of CPU, which no round of messages should cost anew.
    return ssl.create_default_context()


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
    try:
        return client.post(_path(), content=body, headers=headers).is_success
    except httpx.HTTPError:
        return False


@cache
def _path() -> str:
    return reverse("webhooks:payments", args=["sandbox"])


def _note(
    waiting: Sequence[SandboxMessage], *, left: Sequence[SandboxMessage], now: datetime
) -> None:
    again = {message.pk for message in left}
    _rows([message for message in waiting if message.pk not in again]).update(sent_at=now)
    for message in left:
        wait = timedelta(seconds=2 ** (message.attempts + 1))
        _rows([message]).update(attempts=F("attempts") + 1, due_at=now + wait)


def _rows(messages: Sequence[SandboxMessage]) -> QuerySet[SandboxMessage]:
    return SandboxMessage.objects.filter(pk__in=[message.pk for message in messages])
