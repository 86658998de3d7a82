"""The one thread of a publishing process that talks to the bus, so that no request waits for it."""

from __future__ import annotations

import logging
import random
import secrets
import threading
import time
from collections import deque

from tradewind.platform.realtime.lines import pack
from tradewind.platform.realtime.ports import BusLost, Outlet

logger = logging.getLogger(__name__)

_SHORTEST_WAIT, _LONGEST_WAIT = 0.1, 5.0


class Flusher:
    """Gathers lines for `interval` seconds and sends them together, again until it succeeds.

    While the bus is away at most `capacity` lines are kept, then the oldest go. A number is left
    out for them, and every hub that sees the hole tells its pages to ask `web`.
    """

    def __init__(self, outlet: Outlet, *, interval: float = 0.05, capacity: int = 10_000) -> None:
        self._outlet, self._interval, self._capacity = outlet, interval, capacity
        self._publisher, self._number = secrets.token_hex(8), 1
        self._lines: deque[bytes] = deque()
        self._dropped = self._closing = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="realtime-flusher", daemon=True)
        self._thread.start()

    def add(self, line: bytes) -> None:
        """Take a line (made by `lines.for_bus`). Never blocks on the network."""
        with self._changed:
            if len(self._lines) >= self._capacity:
                self._lines.popleft()
                self._dropped = True
            self._lines.append(line)
            self._changed.notify()

    def close(self, *, timeout: float = 1.0) -> None:
        """Send what is left, for at most `timeout` seconds."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(timeout)

    def _run(self) -> None:
        flushed_at = 0.0
        while self._wait_for_lines(flushed_at):
            flushed_at = time.monotonic()
            with self._changed:
                lines, dropped = list(self._lines), self._dropped
                self._lines.clear()
                self._dropped = False
            self._number += dropped
            messages = list(pack(lines, publisher=self._publisher, first_number=self._number))
            self._number += len(messages)
            self._send(messages)
        self._outlet.close()

    def _wait_for_lines(self, flushed_at: float) -> bool:
        """True when there is something to send and the last flush is long enough ago."""
        with self._changed:
            self._changed.wait_for(lambda: self._lines or self._closing)
            while not self._closing:
                left = flushed_at + self._interval - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            return bool(self._lines)

    def _send(self, messages: list[str]) -> None:
        wait = _SHORTEST_WAIT
        while True:
            try:
                return self._outlet.send(messages)
            except BusLost as lost:
                logger.warning("realtime bus lost, trying again: %s", lost)
            with self._changed:
                self._changed.wait_for(lambda: self._closing, wait * random.uniform(0.5, 1.5))
                if self._closing:
                    return None
            wait = min(wait * 2, _LONGEST_WAIT)
