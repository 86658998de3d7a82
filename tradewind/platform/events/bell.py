"""Waking consumers: rung by the listener when a sequencer anywhere numbered something."""

from __future__ import annotations

from threading import Condition


class Bell:
    """A count of rings that threads wait on; a ring between two waits is not lost."""

    def __init__(self) -> None:
        self._rings = 0
        self._changed = Condition()

    def ring(self) -> None:
        """Wake every waiting thread."""
        with self._changed:
            self._rings += 1
            self._changed.notify_all()

    def wait(self, *, heard: int, seconds: float) -> int:
        """Wait until there were more than `heard` rings, at most `seconds`. Returns the rings."""
        with self._changed:
            self._changed.wait_for(lambda: self._rings > heard, timeout=seconds)
            return self._rings
