"""How the sandbox signs its messages: a timestamp and an HMAC-SHA256 over it and the raw body."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings

from tradewind.domains.payments.ports import BadSignature

HEADER = "Sandbox-Signature"
_TOLERANCE = timedelta(minutes=5)


def signature(body: bytes, at: datetime) -> str:
    """The header's value for a message sent `at` that moment."""
    stamp = str(int(at.timestamp()))
    return f"t={stamp},v1={_mac(stamp, body)}"


def check(header: str, body: bytes, now: datetime) -> None:
    """Raises `BadSignature` for a forged, altered or stale message."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    stamp, given = parts.get("t", ""), parts.get("v1", "")
    if not stamp.isdecimal() or len(stamp) > 12:
        raise BadSignature
    if abs(now.timestamp() - int(stamp)) > _TOLERANCE.total_seconds():
        raise BadSignature
    if not hmac.compare_digest(given.encode(), _mac(stamp, body).encode()):
        raise BadSignature


def _mac(stamp: str, body: bytes) -> str:
    secret = hmac.digest(settings.SECRET_KEY.encode(), b"sandbox-webhook", "sha256")
    return hmac.new(secret, f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
