"""A number no other row of this run has, for what must be unique."""

from __future__ import annotations

from itertools import count

_numbers = count(1)


def fresh_number() -> int:
    return next(_numbers)
