"""The last numbered lines of a topic, in the order they came, up to a count and a size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tradewind.platform.realtime.limits import Limits


class Position(NamedTuple):
    """How far along a topic a page has come."""

    epoch: int
    seq: int


class Ring:
    """Holds lines as pages read them, all of one epoch."""

    def __init__(self, *, epoch: int, limits: Limits) -> None:
        self.epoch = epoch
        self._limits = limits
        # A dict keeps the order of arrival, which may differ from the order of numbers when two
        # processes publish to one lane; replaying by arrival loses neither line.
        self._lines: dict[int, str] = {}
        self._size = 0
        self._highest_evicted: int | None = None

    def has_had(self, seq: int) -> bool:
        """Whether the line with this number was here, or is older than all that still are."""
        evicted = self._highest_evicted
        return seq in self._lines or (evicted is not None and seq <= evicted)

    def add(self, seq: int, line: str) -> None:
        """Keep a line, and let the oldest go when there is no room."""
        self._lines[seq] = line
        self._size += len(line)
        while (
            len(self._lines) > self._limits.room_ring_lines
            or self._size > self._limits.room_ring_bytes
        ):
            oldest = next(iter(self._lines))
            self._size -= len(self._lines.pop(oldest))
            self._highest_evicted = max(oldest, self._highest_evicted or oldest)

    def after(self, position: Position) -> Sequence[tuple[int, str]] | None:
        """Numbers and lines that came after `position`; None when the ring cannot know them all.

        That is: too long ago, another epoch, or a ring that began later.
        """
        if position.epoch != self.epoch or not self._lines:
            return None
        kept = list(self._lines.items())
        if position.seq in self._lines:
            passed = list(self._lines).index(position.seq) + 1
            return kept[passed:]
        if position.seq == self._highest_evicted or position.seq + 1 == kept[0][0]:
            return kept
        return None
