"""What becomes of a form when somebody else wrote into the same product meanwhile. Pure.

Each field carries a mark of the text the person began with. So a field only they changed is
written, one only the other changed stays the other's, and one both changed is shown with both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

Texts = Mapping[str, str]
"""Field → the text a form shows for it."""


@dataclass(frozen=True, slots=True)
class Merged:
    """`wanted` is to be written; `clashes` maps a field to what the other person made of it."""

    wanted: dict[str, str]
    clashes: dict[str, str]


def mark(text: str) -> str:
    """A short name of a text that a form gives back. Browsers send other line ends than we do."""
    return blake2b(same_lines(text).encode("utf-8", "replace"), digest_size=8).hexdigest()


def same_lines(text: str) -> str:
    """The text with our line ends."""
    return text.replace("\r\n", "\n")


def merge(*, given: Texts, seen: Texts, current: Texts) -> Merged:
    """Decide for every field of `given`; `seen` are marks. A field without a mark counts as read
    just now."""
    merged = Merged({}, {})
    for name, text in given.items():
        now = mark(current[name])
        began = seen.get(name) or now
        if mark(text) in (began, now):
            continue
        if began == now:
            merged.wanted[name] = same_lines(text)
        else:
            merged.clashes[name] = current[name]
    return merged
