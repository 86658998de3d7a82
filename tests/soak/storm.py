"""The provider's messages at their worst: before their time, again and again, in any order."""

from __future__ import annotations

import random

import httpx

from tradewind.domains.payments.adapters.sandbox import courier, desk, signing
from tradewind.domains.payments.adapters.sandbox.models import SandboxMessage
from tradewind.kernel import clock

_MOST = 40


def storm(*, address: str, dice: random.Random) -> int:
    """Send up to 40 messages of any age, some not due yet, some twice. Returns how many were taken.

    A mall that is just down misses them, as real ones do.
    """
    recent = list(SandboxMessage.objects.select_related("payment").order_by("-pk")[:_MOST])
    chosen = dice.choices(recent, k=_MOST) if recent else []
    return sum(_deliver(message, address) for message in chosen)


def _deliver(message: SandboxMessage, address: str) -> bool:
    if not desk.apply_all(messages=[message]):
        return False
    body = courier.body_of(message)
    headers = {
        "Content-Type": "application/json",
        signing.HEADER: signing.signature(body, clock.now()),
    }
    try:
        answer = httpx.post(
            f"{address}/webhooks/payments/sandbox", content=body, headers=headers, timeout=5
        )
    except httpx.HTTPError:
        return False
    return answer.is_success
