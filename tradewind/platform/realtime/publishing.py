"""What `web` and `worker` call when something changed that an open page may show."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tradewind.platform.realtime.adapters import outlet
from tradewind.platform.realtime.configuration import Configuration
from tradewind.platform.realtime.flusher import Flusher
from tradewind.platform.realtime.lines import Line, for_bus


class _Post:
    """The process's flusher, made at the first line and again after a fork (threads don't fork)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flusher: Flusher | None = None
        self._process = 0
        self.captured: list[Line] | None = None

    def flusher(self) -> Flusher:
        if self._process != os.getpid():
            with self._lock:
                if self._process != os.getpid():
                    self._flusher = Flusher(outlet(Configuration.from_environment()))
                    self._process = os.getpid()
                    atexit.register(self._flusher.close)
        assert self._flusher is not None
        return self._flusher


_post = _Post()
os.register_at_fork(after_in_child=lambda: setattr(_post, "_lock", threading.Lock()))


def publish(
    *, topic: str, kind: str, payload: Mapping[str, Any], seq: int | None = None, epoch: int = 0
) -> None:
    """Tell the pages that listen to `topic`. Returns at once; the line leaves within 50 ms.

    Call it when the change is committed: from an event subscriber for state (it can be repeated),
    directly only for chat and counters. `seq` is the number of the publisher's row and rises along
    the topic; None for a passing value. A line over 7,380 bytes is sent without its payload and
    the page asks `web`. Delivery is best effort: a page that missed lines is told to ask `web`.
    Raises `BadTopic`, `BadKind`, or `TypeError` for a payload that JSON cannot hold.
    """
    line = Line(topic=topic, kind=kind, payload=payload, seq=seq, epoch=epoch)
    encoded = for_bus(line)
    if _post.captured is not None:
        _post.captured.append(line)
    else:
        _post.flusher().add(encoded)


@contextmanager
def captured() -> Iterator[list[Line]]:
    """Collect what the whole process publishes instead of sending it. For tests."""
    before, lines = _post.captured, list[Line]()
    _post.captured = lines
    try:
        yield lines
    finally:
        _post.captured = before
