"""Initials and tint that stand for a person or a store without a picture."""

from __future__ import annotations

import zlib

TINTS = 6


def initials(name: str) -> str:
    """At most two letters: the first of the first and of the last word; ``?`` for nobody."""
    words = [word for word in name.replace("@", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    return words[0][0] + (words[-1][0] if len(words) > 1 else "")


def tint(name: str) -> int:
    """1 to 6, always the same for the same name."""
    return zlib.crc32(name.encode()) % TINTS + 1
