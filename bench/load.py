"""A small HTTP/1.1 load client: keep-alive connections, one request in flight on each.

It runs in a process of its own and does as little as it can, because it shares the machine with what
it measures. Every connection follows a script: a generator that yields requests and is sent answers.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

import orjson

Headers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `label` is the line of the report it counts for."""

    label: str
    method: str
    path: str
    body: Any = None
    headers: Headers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `json` is read only when asked for."""

    status: int
    body: bytes

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)


Script = Callable[[int], Generator[Request, Answer, None]]
"""Makes the requests of connection number n: endless ones, or as many as there are to make."""


@dataclass(slots=True)
class Tally:
    """What one run saw: seconds of every request by label, and how many failed, by label, status
    and the answer's code (``buy 409 stock_short``); theirs are `times` of that name."""

    seconds: float
    times: dict[str, list[float]]
    failures: dict[str, int]

    def rate(self, label: str) -> float:
        """Answers a second."""
        return len(self.times.get(label, ())) / self.seconds

    def quantile(self, label: str, share: float) -> float:
        """Milliseconds within which `share` of the answers came."""
        times = sorted(self.times.get(label, [0.0]))
        return times[min(len(times) - 1, int(len(times) * share))] * 1000


def run(*, port: int, script: Script, clients: int, seconds: float) -> Tally:
    """Run `script` over `clients` connections for `seconds`, from another process."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_child, args=(theirs, port, script, clients, seconds))
    process.start()
    theirs.close()  # or a script that fails would be waited for without end
    tally: Tally = ours.recv()
    process.join()
    return tally


def _child(pipe: Any, port: int, script: Script, clients: int, seconds: float) -> None:
    pipe.send(asyncio.run(_crowd(port, script, clients, seconds)))


async def _crowd(port: int, script: Script, clients: int, seconds: float) -> Tally:
    tally = Tally(seconds, {}, {})
    began = time.perf_counter()
    until = began + seconds
    await asyncio.gather(*(_client(port, script(n), until, tally) for n in range(clients)))
    tally.seconds = time.perf_counter() - began
    return tally


async def _client(
    port: int, requests: Generator[Request, Answer, None], until: float, tally: Tally
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = next(requests)
    while time.perf_counter() < until:
        began = time.perf_counter()
        writer.write(_bytes(request))
        answer = await _answer(reader)
        name = request.label if answer.status < 400 else f"{request.label} {_reason(answer)}"
        tally.times.setdefault(name, []).append(time.perf_counter() - began)
        if answer.status >= 400:
            tally.failures[name] = tally.failures.get(name, 0) + 1
        try:
            request = requests.send(answer)
        except StopIteration:
            break
    writer.close()


def _reason(answer: Answer) -> str:
    try:
        return f"{answer.status} {answer.json['code']}"
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return str(answer.status)


def _bytes(request: Request) -> bytes:
    body = b"" if request.body is None else orjson.dumps(request.body)
    lines = [
        f"{request.method} {request.path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        *(f"{name}: {value}" for name, value in request.headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def _answer(reader: asyncio.StreamReader) -> Answer:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    lower = head.lower()
    at = lower.find(b"content-length:")
    if at >= 0:
        length = int(lower[at + 15 : lower.index(b"\r", at)])
        return Answer(status, await reader.readexactly(length) if length else b"")
    return Answer(status, await _chunks(reader))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return body
