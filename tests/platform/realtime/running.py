"""A hub that really listens, in a thread, and pages that really connect to it."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

from tradewind.kernel import clock
from tradewind.platform.realtime import server, tickets
from tradewind.platform.realtime.adapters import outlet
from tradewind.platform.realtime.configuration import Configuration
from tradewind.platform.realtime.edge import Edge
from tradewind.platform.realtime.limits import Limits
from tradewind.platform.realtime.lines import Line, for_bus, pack

PAGE = "http://127.0.0.1:8000"


def wait_until(holds: Callable[[], bool], *, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


class RunningEdge:
    """A hub on the loopback, on a free port unless one is given."""

    def __init__(self, configuration: Configuration, limits: Limits, port: int = 0) -> None:
        self.configuration = configuration
        self.edge = Edge(lambda: configuration, limits)
        self._listening = server.listening_socket("127.0.0.1", port)
        self.port = self._listening.getsockname()[1]
        self._server = server.build(self.edge)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        wait_until(lambda: self._server.started and self.edge.relay.is_up)

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._listening]))

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive()

    def ticket(self, *topics: str) -> str:
        return tickets.sign(topics=topics, key=self.configuration.ticket_key, now=clock.now())

    @contextmanager
    def page(
        self, *topics: str, since: dict[str, Sequence[int]] | None = None, **options: Any
    ) -> Iterator[ClientConnection]:
        """A page that has been let in; its next message is the first line."""
        with self.socket(**options) as socket:
            socket.send(json.dumps({"ticket": self.ticket(*topics), "since": since or {}}))
            said = json.loads(socket.recv(timeout=5))
            assert said[0]["control"] == "subscribed"
            assert said[0]["topics"] == sorted(topics)
            yield socket

    def socket(self, *, origin: str | None = PAGE, **options: Any) -> ClientConnection:
        address = f"ws://127.0.0.1:{self.port}/live"
        return connect(address, origin=origin, compression=None, proxy=None, **options)  # type: ignore[arg-type]

    def get(self, path: str, **options: Any) -> httpx.Response:
        return httpx.get(f"http://127.0.0.1:{self.port}{path}", trust_env=False, **options)

    def publisher(self) -> Publisher:
        return Publisher(self.configuration)


class Publisher:
    """Puts lines on the bus at once, without a thread."""

    def __init__(self, configuration: Configuration, name: str = "test") -> None:
        self._outlet, self._name, self._number = outlet(configuration), name, 1

    def send(self, *lines: Line) -> None:
        encoded = [for_bus(line) for line in lines]
        messages = list(pack(encoded, publisher=self._name, first_number=self._number))
        self._number += len(messages)
        self._outlet.send(messages)

    def close(self) -> None:
        self._outlet.close()


def lines_of(socket: ClientConnection, count: int, *, seconds: float = 5) -> list[dict[str, Any]]:
    """The next `count` lines, whatever frames they come in; fails on one more in those frames."""
    lines: list[dict[str, Any]] = []
    while len(lines) < count:
        lines += json.loads(socket.recv(timeout=seconds))
    assert len(lines) == count
    return lines
