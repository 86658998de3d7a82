"""Keyset pages: a list that grows while it is read neither repeats nor skips a row."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tradewind.kernel.errors import InvalidInput

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`items` in order, and the cursor that asks for what follows (None on the last page)."""

    items: Sequence[T]
    next_cursor: str | None = None


def encode_cursor(*key: Any) -> str:
    """An opaque cursor from the sort key of the last row shown (JSON values)."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def decode_cursor(text: str, length: int) -> list[Any]:
    """The sort key of `length` parts. Raises `InvalidInput` for a text that is no cursor of ours."""
    try:
        key = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        raise InvalidInput({"cursor": "invalid"}) from None
    if not isinstance(key, list) or len(key) != length:
        raise InvalidInput({"cursor": "invalid"})
    return key
