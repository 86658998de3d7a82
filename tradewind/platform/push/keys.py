"""The key the mall signs its messages with (VAPID, RFC 8292). Browsers are subscribed to it."""

from __future__ import annotations

import base64
from functools import cache

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from py_vapid import Vapid02


@cache
def signer() -> Vapid02:
    """The key of the settings, ready to sign."""
    return Vapid02.from_raw(settings.PUSH_KEY.encode())


@cache
def public_key() -> str:
    """What a page hands to ``pushManager.subscribe`` as `applicationServerKey`, base64url."""
    point = signer().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()
