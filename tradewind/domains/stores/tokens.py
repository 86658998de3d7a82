"""API tokens: how a secret looks, and how it is recognised without being kept."""

from __future__ import annotations

import hashlib
import secrets

PREFIX = "twk_"
_SHOWN = 12


def new_secret() -> str:
    """A secret of 192 random bits. Secret scanners know it by its prefix."""
    return PREFIX + secrets.token_urlsafe(24)


def digest(secret: str) -> str:
    """What is kept of it. A random secret needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def shown(secret: str) -> str:
    """The first letters, by which a person recognises it in a list."""
    return secret[:_SHOWN]
