"""One open page, reached over WebSocket or server-sent events, and how fast it reads."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from enum import Enum
from typing import Any, Protocol

import orjson

from tradewind.platform.realtime.counters import Counters
from tradewind.platform.realtime.frame import Frame, Message
from tradewind.platform.realtime.limits import Limits

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[Any], Awaitable[None]]


class Goodbye(Enum):
    """Why the hub ends a connection: the code a page gets (RFC 6455 leaves 4000–4999 to us)."""

    RESTART = 1012
    BAD_MESSAGE = 4400
    TICKET_REFUSED = 4401
    BEHIND = 4408
    ENDED = 4410
    TOO_OFTEN = 4429


class Wire(Protocol):
    """How frames and the last word look on a transport."""

    def message(self, frame: Frame) -> Message: ...

    def goodbye(self, reason: Goodbye) -> Message: ...


class SocketWire:
    """WebSocket."""

    def message(self, frame: Frame) -> Message:
        return frame.for_socket

    def goodbye(self, reason: Goodbye) -> Message:
        return {"type": "websocket.close", "code": reason.value, "reason": reason.name.lower()}


class StreamWire:
    """Server-sent events."""

    def message(self, frame: Frame) -> Message:
        return frame.for_stream

    def goodbye(self, reason: Goodbye) -> Message:
        said = orjson.dumps({"code": reason.value, "reason": reason.name.lower()}).decode()
        body = f"event: end\ndata: {said}\n\n".encode()
        return {"type": "http.response.body", "body": body, "more_body": False}


class Viewer:
    """Takes frames without ever waiting: what it cannot send now it keeps, up to a bound."""

    __slots__ = (
        "_abort",
        "_backlog",
        "_backlog_bytes",
        "_counters",
        "_limits",
        "_send",
        "_task",
        "_wire",
        "ends_at",
        "gone",
        "topics",
    )

    def __init__(
        self,
        *,
        wire: Wire,
        send: Send,
        abort: Callable[[], None],
        limits: Limits,
        counters: Counters,
    ) -> None:
        self._wire, self._send, self._abort = wire, send, abort
        self._limits, self._counters = limits, counters
        self._backlog: deque[Frame] = deque()
        self._backlog_bytes = 0
        self._task: asyncio.Task[None] | None = None
        self.topics: frozenset[str] = frozenset()
        self.ends_at = 0.0
        self.gone = False

    def offer(self, frame: Frame) -> None:
        """Send `frame` now, keep it for later, or give this viewer up; never blocks."""
        if self.gone:
            return
        if self._task is None:
            if self._sends_at_once(frame):
                return
            self._task = asyncio.create_task(self._catch_up())
        self._backlog.append(frame)
        self._backlog_bytes += len(frame.text)
        if self._backlog_bytes > self._limits.viewer_backlog_bytes:
            self._counters.viewers_behind_total += 1
            self.end(Goodbye.BEHIND)

    def end(self, reason: Goodbye) -> None:
        """Say goodbye and close; cut the connection when even that is not read in time."""
        if self.gone:
            return
        self.left()
        self._task = asyncio.create_task(self._say_goodbye(reason))

    def left(self) -> None:
        """The connection is over, or about to be; drop what was kept."""
        if self.gone:
            return
        self.gone = True
        if self._task is not None:
            self._task.cancel()
        self._backlog.clear()
        self._backlog_bytes = 0

    def _sends_at_once(self, frame: Frame) -> bool:
        """Run the server's `send` for one step: it ends there unless its buffer is full.

        A task per frame would cost several times the frame itself.
        """
        sending: Any = self._send(self._wire.message(frame))
        try:
            sending.send(None)
        except StopIteration:
            self._counters.frames_sent_total += 1
            return True
        except OSError:
            self.left()
            return True
        sending.close()
        return False

    async def _catch_up(self) -> None:
        try:
            while self._backlog:
                frame = self._backlog[0]
                await self._send(self._wire.message(frame))
                self._backlog.popleft()
                self._backlog_bytes -= len(frame.text)
                self._counters.frames_sent_total += 1
            self._task = None
        except OSError:
            self.left()

    async def _say_goodbye(self, reason: Goodbye) -> None:
        try:
            async with asyncio.timeout(self._limits.goodbye_seconds):
                await self._send(self._wire.goodbye(reason))
            # The word is in the server's buffer; who never reads it is cut off all the same.
            await asyncio.sleep(self._limits.goodbye_seconds)
        except OSError:
            pass
        finally:
            self._abort()
