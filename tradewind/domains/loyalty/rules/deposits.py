"""How a top-up moves. Pure."""

from __future__ import annotations

from enum import StrEnum


class TopUpState(StrEnum):
    """Where a payment into a deposit stands."""

    STARTED = "started"
    CREDITED = "credited"
    FAILED = "failed"
    REVERSED = "reversed"


def choices(*, least: int, most: int) -> list[int]:
    """Amounts to choose from between two limits: the least, twice, five and ten times it …"""
    steps = (1, 2, 5, 10, 20, 50)
    return [least * step for step in steps if least * step <= most]
