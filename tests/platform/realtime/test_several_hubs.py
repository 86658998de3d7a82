"""Several hubs on one port, as `tradewind edge` runs them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.platform.realtime.running import Publisher
from tests.platform.realtime.servers import free_port
from tradewind.kernel import clock
from tradewind.platform.realtime import tickets
from tradewind.platform.realtime.configuration import Configuration
from tradewind.platform.realtime.lines import Line

TOPIC = "order:ord_1"


@dataclass
class Edge:
    """The process a person would start, and the port of its hubs."""

    process: subprocess.Popen[bytes]
    port: int
    configuration: Configuration

    def hubs(self) -> list[int]:
        """Process ids of the hubs that live."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def hub_of(self, page: ClientConnection) -> int:
        """The process id that holds the other end of the page's connection."""
        own, far = page.socket.getsockname()[1], self.port
        inode = next(
            line.split()[9]
            for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
            if line.split()[1].endswith(f":{far:04X}") and line.split()[2].endswith(f":{own:04X}")
        )
        return next(
            pid
            for pid in self.hubs()
            for entry in Path(f"/proc/{pid}/fd").iterdir()
            if str(entry.readlink()) == f"socket:[{inode}]"
        )

    def is_up(self) -> bool:
        try:
            url = f"http://127.0.0.1:{self.port}/healthz"
            return bool(httpx.get(url, trust_env=False, timeout=1).json()["bus"] == "up")
        except httpx.HTTPError:
            return False

    def counted(self, name: str) -> int:
        """What any one hub says about all."""
        url = f"http://127.0.0.1:{self.port}/metrics"
        rows = httpx.get(url, trust_env=False).text.splitlines()
        found = dict(row.split() for row in rows if not row.startswith("#"))
        return int(found[f"tradewind_edge_{name}"])

    def page(self, since: dict[str, list[int]] | None = None) -> ClientConnection:
        """A page that has been let in to `TOPIC`."""
        page = connect(
            f"ws://127.0.0.1:{self.port}/live",
            origin="http://127.0.0.1:8000",  # type: ignore[arg-type]
            compression=None,
            proxy=None,
        )
        ticket = tickets.sign(topics=[TOPIC], key=self.configuration.ticket_key, now=clock.now())
        page.send(json.dumps({"ticket": ticket, "since": since or {}}))
        assert json.loads(page.recv(timeout=5))[0]["control"] == "subscribed"
        return page


def wait_until(holds: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


@pytest.fixture
def edge(configuration: Configuration) -> Iterator[Edge]:
    port, hubs = free_port(), 3
    environment = {
        **os.environ,
        "SECRET_KEY": configuration.secret,
        "DATABASE_URL": configuration.bus_url,
        "REDIS_URL": "",
        "TRADEWIND_PORT": str(port - 1),
        "TRADEWIND_EDGE_PROCESSES": str(hubs),
    }
    command = [sys.executable, "-m", "tradewind.cli", "edge"]
    process = subprocess.Popen(command, env=environment)
    edge = Edge(process, port, configuration)
    try:
        wait_until(lambda: len(edge.hubs()) == hubs and edge.is_up())
        yield edge
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def pages(edge: Edge) -> Iterator[list[ClientConnection]]:
    """Pages on at least two different hubs."""
    with ExitStack() as open_pages:
        found: list[ClientConnection] = []
        while len({edge.hub_of(page) for page in found}) < 2:
            assert len(found) < 60, "one hub takes all"
            found.append(open_pages.enter_context(edge.page()))
        yield found


@pytest.fixture
def publisher(configuration: Configuration) -> Iterator[Publisher]:
    found = Publisher(configuration)
    yield found
    found.close()


def line(number: int) -> Line:
    return Line(topic=TOPIC, kind="stage", payload={"n": number}, seq=number)


def hear(page: ClientConnection) -> list[int]:
    return [said["seq"] for said in json.loads(page.recv(timeout=10))]


def test_every_hub_hears_and_tells(pages: list[ClientConnection], publisher: Publisher) -> None:
    publisher.send(line(1))
    assert [hear(page) for page in pages] == [[1]] * len(pages)


def test_a_killed_hub_takes_only_its_own_pages_and_they_resume(
    edge: Edge, pages: list[ClientConnection], publisher: Publisher
) -> None:
    before = set(edge.hubs())
    homes = {page: edge.hub_of(page) for page in pages}
    victim = homes[pages[0]]
    publisher.send(line(1))
    assert [hear(page) for page in pages] == [[1]] * len(pages)
    os.kill(victim, signal.SIGKILL)
    for page, home in homes.items():
        if home == victim:
            with pytest.raises(ConnectionClosed):
                page.recv(timeout=5)
    publisher.send(line(2))
    assert [hear(page) for page, home in homes.items() if home != victim] == [[2]] * sum(
        home != victim for home in homes.values()
    )
    # Nobody is refused meanwhile, whichever hub the kernel picks: the dead one's queue is kept. Who
    # was away hears the rest, or from the new hub that there may be more.
    for _ in range(12):
        with edge.page(since={TOPIC: [0, 1]}) as back:
            [said] = json.loads(back.recv(timeout=10))
            assert said.get("seq") == 2 or said.get("control") == "gap"
    wait_until(lambda: len(edge.hubs()) == 3)
    assert len(set(edge.hubs()) - before) == 1


def test_any_hub_answers_for_all_and_totals_never_fall(
    edge: Edge, pages: list[ClientConnection], publisher: Publisher
) -> None:
    publisher.send(line(1))
    assert [hear(page) for page in pages] == [[1]] * len(pages)
    # A word that somebody subscribed and a line, for each.
    sent = 2 * len(pages)
    wait_until(lambda: edge.counted("viewers") == len(pages))
    wait_until(lambda: edge.counted("frames_sent_total") == sent)
    lost = edge.hub_of(pages[0])
    own = sum(edge.hub_of(page) == lost for page in pages)
    os.kill(lost, signal.SIGKILL)
    wait_until(lambda: len(edge.hubs()) == 3 and edge.counted("viewers") == len(pages) - own)
    assert {edge.counted("frames_sent_total") for _ in range(9)} == {sent}


def test_hubs_end_with_their_edge_however_it_ends(edge: Edge) -> None:
    hubs = edge.hubs()
    edge.process.kill()
    edge.process.wait()
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in hubs))


def test_a_stop_asks_every_page_to_come_back(edge: Edge, pages: list[ClientConnection]) -> None:
    edge.process.terminate()
    for page in pages:
        with pytest.raises(ConnectionClosed) as closed:
            page.recv(timeout=5)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1012
    assert edge.process.wait(5) == 0


def test_a_taken_port_is_told_although_hubs_share_theirs() -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = {**os.environ, "TRADEWIND_PORT": str(port - 1)}
        command = [sys.executable, "-m", "tradewind.cli", "edge"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30)
    assert done.returncode != 0
    assert f"Port {port}" in done.stderr
