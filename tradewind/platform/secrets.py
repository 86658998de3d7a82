"""Secrets in rows: encrypted with the newest key, readable with any that is still listed."""

from __future__ import annotations

from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def encrypt(text: str) -> str:
    """`text` as it may lie in a row."""
    return _box().encrypt(text.encode()).decode()


def decrypt(kept: str) -> str:
    """What `encrypt` was given. Raises `cryptography.fernet.InvalidToken` when no key fits."""
    return _box().decrypt(kept.encode()).decode()


@cache
def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.ENCRYPTION_KEYS])
