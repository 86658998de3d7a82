"""Showing by a letter that it is oneself who wants to go: for whoever has no password to say again."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

CODE_LIFE = timedelta(minutes=30)
_SALT = "tradewind.privacy.erasure"


def erasure_code(*, person_id: str) -> str:
    """What the letter carries; made when it is written, so that no row holds it."""
    return signing.dumps(person_id, salt=_SALT, compress=True)


def is_erasure_code(code: str, *, person_id: str) -> bool:
    """Whether this came from a letter to that person (public id), not longer ago than `CODE_LIFE`."""
    try:
        return bool(signing.loads(code, salt=_SALT, max_age=CODE_LIFE) == person_id)
    except signing.BadSignature:
        return False
