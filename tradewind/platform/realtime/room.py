"""A room: one topic's viewers and its last lines, so that a short absence costs `web` nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tradewind.platform.realtime.frame import Frame, gap_line
from tradewind.platform.realtime.limits import Limits
from tradewind.platform.realtime.lines import Line
from tradewind.platform.realtime.ring import Position, Ring
from tradewind.platform.realtime.viewer import Viewer


class Room:
    """Gathers lines into frames and remembers the numbered ones."""

    def __init__(self, topic: str, limits: Limits) -> None:
        self.topic = topic
        self.viewers: set[Viewer] = set()
        self.empty_since: float | None = None
        self._limits = limits
        self._ring: Ring | None = None
        self._pending: list[str] = []
        self._pending_seqs: set[int] = set()

    def take(self, line: Line) -> bool:
        """Add a line to the next frame. False for one that was here before."""
        text = line.for_page()
        if line.seq is not None:
            if self._ring is not None and line.epoch != self._ring.epoch:
                self.lose()
            if self._ring is None:
                self._ring = Ring(epoch=line.epoch, limits=self._limits)
            if self._ring.has_had(line.seq):
                return False
            self._ring.add(line.seq, text)
            self._pending_seqs.add(line.seq)
        self._pending.append(text)
        return True

    def lose(self) -> None:
        """Lines may have been missed: forget, and say so in the next frame."""
        self._ring = None
        self._pending_seqs.clear()
        self._pending.append(gap_line(self.topic))

    def next_frame(self) -> Frame | None:
        """What gathered since the last frame, None for nothing."""
        if not self._pending:
            return None
        frame = Frame(self._pending)
        self._pending = []
        self._pending_seqs.clear()
        return frame

    def since(self, position: Position) -> Sequence[str] | None:
        """The lines after `position` that have left in a frame; the next frame brings the others.

        None when the room cannot know them all.
        """
        after = None if self._ring is None else self._ring.after(position)
        if after is None:
            return None
        return [line for seq, line in after if seq not in self._pending_seqs]
