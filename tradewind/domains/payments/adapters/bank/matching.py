"""Which transfer a row of the bank's file belongs to. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tradewind.kernel.money import Money

_NOISE = re.compile(r"[^A-Z0-9]+")
# People read and type these for one another; references are made without the second of each.
_LOOKALIKES = str.maketrans("OIL", "011")
_PREFIX = "TW"
_LENGTH = 10
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Awaited:
    """A transfer somebody announced, and what of it is still to come."""

    reference: str
    missing: Money


def reference_of(code: str) -> str:
    """``TW-7K3M-9Q2A`` from eight letters and digits."""
    return f"{_PREFIX}-{code[:4]}-{code[4:]}"


def told_in(text: str) -> set[str]:
    """The references that stand in what a payer wrote, however they spaced and cased it."""
    plain = _plain(text)
    starts = [match.start() for match in re.finditer(_PREFIX, plain)]
    return {
        reference_of(plain[at + 2 : at + _LENGTH]) for at in starts if len(plain) >= at + _LENGTH
    }


def suggest(*, text: str, amount: Money, awaited: Sequence[Awaited]) -> list[str]:
    """References that may be meant though none is spelled right, likeliest first, at most five."""
    ranked = [(_likeness(text, amount, one), one.reference) for one in awaited]
    likely = sorted((pair for pair in ranked if pair[0] > 0), key=lambda pair: -pair[0])
    return [reference for _, reference in likely[:5]]


def _likeness(text: str, amount: Money, one: Awaited) -> float:
    if amount.currency != one.missing.currency:
        return 0.0
    alike = _closest(_plain(text), _plain(one.reference))
    spelled = alike if alike >= _ALIKE else 0.0
    return spelled + (0.5 if amount == one.missing else 0.0)


def _closest(text: str, reference: str) -> float:
    windows = range(max(1, len(text) - len(reference) + 1))
    return max(
        SequenceMatcher(None, text[at : at + len(reference)], reference, autojunk=False).ratio()
        for at in windows
    )


def _plain(text: str) -> str:
    return _NOISE.sub("", text.upper()).translate(_LOOKALIKES)
