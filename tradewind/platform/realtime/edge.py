"""The realtime hub as a plain ASGI application, run by `server.serve`.

``/live`` speaks WebSocket, ``/live/events`` server-sent events, ``/healthz`` and ``/metrics`` are for
operators. A proxy may put ``/edge`` in front of each. No Django in this process, on purpose.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import fields

import orjson

from tradewind.platform.realtime.adapters import inlet
from tradewind.platform.realtime.board import Board
from tradewind.platform.realtime.configuration import Configuration
from tradewind.platform.realtime.connections import listen_by_socket, listen_by_stream
from tradewind.platform.realtime.counters import Counters
from tradewind.platform.realtime.desk import Desk
from tradewind.platform.realtime.hub import Hub
from tradewind.platform.realtime.limits import Limits
from tradewind.platform.realtime.origins import is_allowed
from tradewind.platform.realtime.relay import Relay
from tradewind.platform.realtime.viewer import Goodbye, Receive, Scope, Send

_TELL_SECONDS = 0.5


class Edge:
    """One process's hub. Reads its configuration when the server starts it, not at import."""

    def __init__(
        self,
        configure: Callable[[], Configuration] = Configuration.from_environment,
        limits: Limits | None = None,
    ) -> None:
        self._configure = configure
        self._limits = limits or Limits()
        self.counters = Counters()
        self.hub = Hub(limits=self._limits, counters=self.counters)
        self._work: list[asyncio.Task[None]] = []
        self._board: Board | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        path = scope["path"].removeprefix("/edge")
        if scope["type"] == "websocket":
            await self._websocket(path, scope, receive, send)
        elif scope["method"] not in ("GET", "HEAD"):
            await _answer(send, 405, "GET only")
        elif path == "/live/events":
            await self._events(scope, receive, send)
        elif path == "/healthz":
            bus = "up" if self.relay.is_up else "down"
            body = orjson.dumps({"status": "ok", "bus": bus}).decode()
            await _answer(send, 200, body, "application/json")
        elif path == "/metrics":
            text = self._metrics()
            await _answer(send, 200, text, "text/plain; version=0.0.4; charset=utf-8")
        else:
            await _answer(send, 404, "not found")

    def share(self, board: Board) -> None:
        """Count together with the other hubs of this port. Call it before the server starts."""
        self._board = board
        former = board.former()
        for counter in fields(Counters):
            setattr(self.counters, counter.name, getattr(former, counter.name))

    def end_all(self) -> None:
        """Ask every page to connect again; called when the server stops."""
        self.hub.end_all(Goodbye.RESTART)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self.configuration = self._configure()
        self.desk = Desk(
            hub=self.hub,
            key=self.configuration.ticket_key,
            limits=self._limits,
            counters=self.counters,
        )
        self.relay = Relay(inlet=inlet(self.configuration), hub=self.hub, counters=self.counters)
        self._work = [
            asyncio.create_task(work)
            for work in (self.hub.run(), self.hub.sweep(), self.relay.run(), self._tell())
        ]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in self._work:
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1):
                await self.relay.close()
        await send({"type": "lifespan.shutdown.complete"})

    def _gauges(self) -> dict[str, int]:
        return {
            "viewers": len(self.hub.viewers),
            "rooms": len(self.hub.rooms),
            "bus_up": int(self.relay.is_up),
        }

    def _metrics(self) -> str:
        if self._board is None:
            return self.counters.exposition(self._gauges())
        self._board.write(self.counters, self._gauges())
        counters, gauges = self._board.together()
        return counters.exposition(gauges)

    async def _tell(self) -> None:
        while self._board is not None:
            self._board.write(self.counters, self._gauges())
            await asyncio.sleep(_TELL_SECONDS)

    async def _websocket(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        headers = dict(scope["headers"])
        if path != "/live" or not self._admits(headers, origin_needed=True):
            # Before the accept, so the server answers 403 to the handshake.
            await send({"type": "websocket.close"})
            return
        await listen_by_socket(desk=self.desk, scope=scope, receive=receive, send=send)

    async def _events(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        # Browsers leave Origin out of a same-origin GET; the ticket is what opens the door.
        if not self._admits(headers, origin_needed=False):
            await _answer(send, 403, "origin refused")
            return
        origin = headers.get(b"origin", b"")
        cors = [(b"vary", b"Origin")]
        if origin:
            cors.append((b"access-control-allow-origin", origin))
        await listen_by_stream(desk=self.desk, scope=scope, cors=cors, receive=receive, send=send)

    def _admits(self, headers: dict[bytes, bytes], *, origin_needed: bool) -> bool:
        origin = headers.get(b"origin", b"").decode("latin-1")
        if not origin and not origin_needed:
            return True
        host = headers.get(b"host", b"").decode("latin-1")
        admitted = is_allowed(origin=origin, host=host, configuration=self.configuration)
        self.counters.origins_refused_total += not admitted
        return admitted


async def _answer(send: Send, status: int, body: str, kind: str = "text/plain") -> None:
    headers = [(b"content-type", kind.encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode()})


application = Edge()
