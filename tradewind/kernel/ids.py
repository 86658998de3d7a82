"""Public identifiers: a prefix and a UUIDv7, written as a TypeID (``ord_01h2xcejqtf2nbrexx3vqjhp41``).

The format is the one of https://github.com/jetify-com/typeid (Crockford base 32, lower case, 26
characters after the prefix). Rows keep the bare UUID; the prefix belongs to the model.
"""

from __future__ import annotations

import os
import secrets
import time
from uuid import UUID

from tradewind.kernel.errors import NotFound

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [a + b for a in _ALPHABET for b in _ALPHABET]
_VALUES = {char: value for value, char in enumerate(_ALPHABET)}
_SUFFIX_LENGTH = 26


def new_uuid() -> UUID:
    """A version 7 UUID (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits."""
    millis = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    rand_a, rand_b = random >> 68, random & ((1 << 62) - 1)
    return UUID(int=millis << 80 | 7 << 76 | rand_a << 64 | 2 << 62 | rand_b)


def encode(prefix: str, uuid: UUID) -> str:
    """Write `uuid` as a public id: ``encode("ord", …) == "ord_01h2…"``."""
    number = uuid.int
    pairs = [_PAIRS[number >> shift & 1023] for shift in range(120, -1, -10)]
    return f"{prefix}_{''.join(pairs)}"


def decode(prefix: str, text: str) -> UUID:
    """Read a public id back. Raises `NotFound` when the text is not one of that prefix."""
    found, _, suffix = text.rpartition("_")
    if found != prefix or len(suffix) != _SUFFIX_LENGTH or suffix[0] > "7":
        raise NotFound(id=text)
    number = 0
    try:
        for char in suffix:
            number = number << 5 | _VALUES[char]
    except KeyError:
        raise NotFound(id=text) from None
    return UUID(int=number)


def new_id(prefix: str) -> str:
    """A fresh public id with that prefix."""
    return encode(prefix, new_uuid())


def new_token() -> str:
    """A secret of 128 random bits for guest links, URL-safe, 22 characters."""
    return secrets.token_urlsafe(16)


def new_reference(length: int = 8) -> str:
    """A short code people can say and type: Crockford base 32, upper case, no I, L, O or U."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length)).upper()
