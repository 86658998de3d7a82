"""What edge holds: `python -m bench.realtime [--seconds 10] [--hubs 2]`, DATABASE_URL or REDIS_URL set.

On the loopback this process publishes, the hubs are `tradewind edge`, and one process holds all the
viewers. A line's age runs from `publish` to the viewer's socket, so it includes the bus, and the
viewers' own work: the share of all CPU that it takes stands beside.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import secrets
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self, cast

import orjson
import uvloop

from bench import shop
from tradewind.platform import realtime
from tradewind.platform.realtime.server import listening_socket, raise_open_files

TOPIC = "show:bench"
RUNS = ((1_000, 20), (1_000, 200), (5_000, 20), (5_000, 200))
TEXT = "a sentence as long as people write them in a chat beside a show"

_HANDSHAKE = (
    "GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
)
_CONNECTING_AT_ONCE = 100
_LATE_LINES_SECONDS = 2
_FRAMES_AT_ONCE = 16
# A ticket lives that long.
_SEATED_WITHIN = 60
# Every tenth viewer notes the age of every line; all viewers count their lines.
_NOTED = 10


@dataclass(slots=True)
class Heard:
    """What all viewers together saw. Ages in whole milliseconds."""

    ages: Counter[int]
    lines: int = 0
    cpu_seconds: float = 0.0
    lost_connections: int = 0


class Sheet:
    """The `sent` stamps of a frame, read once though thousands of viewers get the same bytes."""

    def __init__(self) -> None:
        self._known: dict[bytes, list[int]] = {}

    def stamps(self, payload: bytes) -> list[int]:
        found = self._known.get(payload)
        if found is None:
            lines = orjson.loads(payload)
            found = [line["payload"]["sent"] for line in lines if "payload" in line]
            # Each hub joins lines as it comes to them, so a few frames are about at once.
            if len(self._known) >= _FRAMES_AT_ONCE:
                del self._known[next(iter(self._known))]
            self._known[payload] = found
        return found


class Viewer(asyncio.Protocol):
    """The least WebSocket client that is one: its cost must not hide the hub's."""

    def __init__(self, *, ticket: str, heard: Heard, sheet: Sheet, notes: bool) -> None:
        self.seated = asyncio.get_running_loop().create_future()
        self._ticket, self._heard, self._sheet, self._notes = ticket, heard, sheet, notes
        self._buffer, self._is_open = b"", False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are not of asyncio's class, only of its shape.
        self._transport = cast(asyncio.Transport, transport)
        key = secrets.token_bytes(16).hex()[:22] + "=="
        self._transport.write(_HANDSHAKE.format(key=key).encode())

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._is_open:
            head, end, self._buffer = self._buffer.partition(b"\r\n\r\n")
            if not end:
                self._buffer = head
                return
            self._is_open = True
            asked = json.dumps({"ticket": self._ticket}).encode()
            self._transport.write(_masked(asked))
        while (frame := self._next_frame()) is not None:
            self._take(frame)

    def connection_lost(self, exc: Exception | None) -> None:
        self._heard.lost_connections += 1
        if not self.seated.done():
            self.seated.set_exception(ConnectionError("refused"))

    def _next_frame(self) -> bytes | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1] & 127, 2
        if size == 126:
            size, start = int.from_bytes(buffer[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < start + size:
            return None
        self._buffer = buffer[start + size :]
        if buffer[0] & 15 == 9:
            self._transport.write(_masked(buffer[start : start + size], opcode=10))
            return b"[]"
        return buffer[start : start + size]

    def _take(self, payload: bytes) -> None:
        if not self.seated.done():
            self.seated.set_result(None)
            return
        stamps = self._sheet.stamps(payload)
        self._heard.lines += len(stamps)
        if self._notes:
            now = time.monotonic_ns()
            self._heard.ages.update((now - sent) // 1_000_000 for sent in stamps)


def _masked(payload: bytes, opcode: int = 1) -> bytes:
    """A client's frame; masked with zeros, which leave the bytes as they are."""
    size = len(payload)
    length = bytes([128 | size]) if size < 126 else bytes([254]) + size.to_bytes(2, "big")
    return bytes([128 | opcode]) + length + bytes(4) + payload


def hold_viewers(port: int, count: int, ticket: str, line: Connection) -> None:
    """The viewers' process: connects, says so, and hands over what it heard when asked."""
    raise_open_files()
    uvloop.run(_hold_viewers(port, count, ticket, line))


async def _hold_viewers(port: int, count: int, ticket: str, line: Connection) -> None:
    loop = asyncio.get_running_loop()
    heard, sheet, room = Heard(Counter()), Sheet(), asyncio.Semaphore(_CONNECTING_AT_ONCE)

    async def connect(number: int) -> None:
        async with room:
            _, viewer = await loop.create_connection(
                lambda: Viewer(ticket=ticket, heard=heard, sheet=sheet, notes=number % _NOTED == 0),
                "127.0.0.1",
                port,
            )
            await viewer.seated

    async with asyncio.timeout(_SEATED_WITHIN):
        await asyncio.gather(*(connect(number) for number in range(count)))
    began = time.process_time()
    line.send("seated")
    await loop.run_in_executor(None, line.recv)
    heard.cpu_seconds = time.process_time() - began
    line.send(heard)


class Edge:
    """`tradewind edge` with so many hubs, and what the system says they used."""

    def __init__(self, hubs: int) -> None:
        # Bound for a moment only, to learn a free port.
        with listening_socket("127.0.0.1", 0) as probe:
            self.port = int(probe.getsockname()[1])
        started = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tradewind.cli", "edge"],
            env={
                **os.environ,
                "TRADEWIND_PORT": str(self.port - 1),
                "TRADEWIND_EDGE_PROCESSES": str(hubs),
            },
        )
        while not self._is_up():
            time.sleep(0.02)
        self.seconds_to_start = time.monotonic() - started

    def frames(self) -> int:
        return int(self._metrics()["tradewind_edge_frames_sent_total"])

    def resident_bytes(self) -> int:
        return sum(
            int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
            for pid in self._pids()
        )

    def cpu_seconds(self) -> float:
        return shop.cpu_seconds(self._process.pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)

    def _pids(self) -> list[int]:
        own = self._process.pid
        below = Path(f"/proc/{own}/task/{own}/children").read_text()
        return [own, *map(int, below.split())]

    def _is_up(self) -> bool:
        try:
            return self._metrics()["tradewind_edge_bus_up"] == "1"
        except OSError:
            return False

    def _metrics(self) -> dict[str, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=5) as answer:
            rows = answer.read().decode().splitlines()
        return dict(row.split() for row in rows if not row.startswith("#"))


def publish_for(seconds: float, rate: int) -> int:
    """Publish `rate` lines a second, evenly. Returns how many."""
    begun, count = time.monotonic(), int(rate * seconds)
    for number in range(count):
        time.sleep(max(0.0, begun + number / rate - time.monotonic()))
        payload = {"sent": time.monotonic_ns(), "name": "Ana", "text": TEXT}
        realtime.publish(topic=TOPIC, kind="chat", payload=payload, seq=number)
    return count


def measure(hubs: int, viewers: int, rate: int, seconds: float) -> str:
    """One row of the table."""
    with Edge(hubs) as hub:
        empty = hub.resident_bytes()
        ours, theirs = multiprocessing.Pipe()
        ticket = realtime.tickets.issue(topics=[TOPIC])
        audience = multiprocessing.get_context("spawn").Process(
            target=hold_viewers, args=(hub.port, viewers, ticket, theirs), daemon=True
        )
        audience.start()
        theirs.close()
        ours.recv()
        each = (hub.resident_bytes() - empty) / viewers
        frames, cpu, begun = hub.frames(), hub.cpu_seconds(), time.monotonic()
        said = publish_for(seconds, rate)
        took = time.monotonic() - begun
        time.sleep(_LATE_LINES_SECONDS)
        cpu, frames = hub.cpu_seconds() - cpu, hub.frames() - frames
        ours.send("enough")
        heard: Heard = ours.recv()
        audience.join()
    ages = sorted(heard.ages.elements())
    p50, p99 = (ages[int(len(ages) * part)] for part in (0.5, 0.99))
    lost = said * viewers - heard.lines
    return (
        f"{viewers - heard.lost_connections:>7,} {rate:>7} {frames:>9,} {cpu / frames * 1e6:>9.1f} "
        f"{cpu / took:>6.2f} {heard.cpu_seconds / (heard.cpu_seconds + cpu):>8.0%} "
        f"{p50:>7} {p99:>7} {each / 1024:>8.1f} {lost:>6,}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--hubs", type=int, default=min(os.cpu_count() or 1, 4))
    given = parser.parse_args()
    seconds, hubs = min(given.seconds, 60), given.hubs
    os.environ.setdefault("SECRET_KEY", secrets.token_hex(16))
    with Edge(hubs) as edge:
        size = edge.resident_bytes() / 2**20
        print(f"{hubs} hubs up in {edge.seconds_to_start:.2f} s, {size:.0f} MB resident")
    print("   held lines/s    frames µs CPU/fr  cores viewers%  p50 ms  p99 ms  KB/conn   lost")
    for viewers, rate in RUNS:
        print(measure(hubs, viewers, rate, seconds), flush=True)


if __name__ == "__main__":
    main()
