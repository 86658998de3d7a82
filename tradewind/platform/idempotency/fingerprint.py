"""Whose key it is and what was asked with it."""

from __future__ import annotations

import re
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest

from tradewind.platform.http.actors import actor_of
from tradewind.platform.http.throttles import client_ip
from tradewind.platform.idempotency.errors import IdempotencyKeyInvalid

HEADER = "Idempotency-Key"

_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def key_of(request: HttpRequest) -> str | None:
    """The caller's key, None without one. Raises `IdempotencyKeyInvalid`."""
    key = request.headers.get(HEADER)
    if key is not None and not _KEY.fullmatch(key):
        raise IdempotencyKeyInvalid
    return key


def scope_of(request: HttpRequest) -> str:
    """Within whom a key is unique, so that nobody is replayed another caller's answer.

    A person; a stranger by what they show: session, else token, else the address.
    """
    actor = actor_of(request)
    if not actor.is_stranger:
        return f"person:{actor.person_id}"
    shown = (
        request.COOKIES.get(settings.SESSION_COOKIE_NAME)
        or request.headers.get("Authorization")
        or client_ip(request)
    )
    return f"guest:{blake2b(shown.encode(), digest_size=16).hexdigest()}"


def fingerprint_of(request: HttpRequest) -> bytes:
    """A digest of method, address with query, content type and body."""
    parts = (
        (request.method or "").encode(),
        request.get_full_path().encode(),
        request.content_type.encode() if request.content_type else b"",
        request.body,
    )
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()
