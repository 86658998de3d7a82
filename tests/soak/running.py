"""A real mall on a fresh data folder, the processes of it that may be killed, and its tables."""

from __future__ import annotations

import http.client
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from psycopg.conninfo import conninfo_to_dict

from tests.conftest import forget_rows
from tradewind.platform.postgres import Cluster, postmaster

_START_SECONDS = 120
# Granian's worker twice as often as its main: it is the one that is in the middle of something.
VICTIMS = ("pages", "postgres", "worker", "pages", "postgres", "web")


class RunningMall:
    """A `tradewind serve` whose children can be killed, and whose database can be looked into."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, data: Path, log: Path) -> None:
        self._process = process
        self._log = log
        self._port = port
        self.cluster = Cluster(data)
        self.address = f"http://127.0.0.1:{port}"

    def is_ready(self) -> bool:
        calling = http.client.HTTPConnection("127.0.0.1", self._port, timeout=2)
        try:
            calling.request("GET", "/readyz")
            return calling.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            calling.close()

    def wait_until_ready(self) -> None:
        """Raises `AssertionError` with what the mall said if it doesn't come (back) up."""
        assert wait_until(self.is_ready, _START_SECONDS), self._log.read_text()[-5000:]

    def kill(self, name: str) -> bool:
        """kill -9; False when that process is just being started again."""
        pid = self._pid(name)
        if pid is None:
            return False
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)

    def _pid(self, name: str) -> int | None:
        if name == "postgres":
            return postmaster.live_pid(self.cluster.home.cluster)
        command = "web" if name == "pages" else name
        found = [pid for pid, last in _descendants(self._process.pid) if last == command]
        # Granian's main is the older of the two.
        chosen = found[-1:] if name == "pages" else found[:1]
        return chosen[0] if chosen else None


@contextmanager
def running_mall(folder: Path, port: int) -> Iterator[RunningMall]:
    """Serve a new mall under `folder` on `port` and the next one, durable as in production."""
    foreign = ("TRADEWIND_", "DATABASE_URL", "REDIS_URL", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    data, log = folder / "data", folder / "serve.log"
    surroundings: Mapping[str, str] = {
        "TRADEWIND_DATA": str(data),
        "TRADEWIND_PORT": str(port),
        # Tracebacks are many here, and drawing them for a terminal takes longer than a checkout.
        "TRADEWIND_LOG": "json",
        # The test signs webhooks as the sandbox does.
        "SECRET_KEY": settings.SECRET_KEY,
    }
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tradewind.cli", "serve"],
            env=kept | surroundings,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    mall = RunningMall(process, port, data, log)
    try:
        mall.wait_until_ready()
        yield mall
    finally:
        mall.stop()
        mall.cluster.destroy()


@contextmanager
def tables_of(mall: RunningMall) -> Iterator[None]:
    """Let the ORM of this process, in all its threads, speak to the mall's database."""
    given = conninfo_to_dict(mall.cluster.url)
    there = {
        "NAME": given["dbname"],
        "USER": given["user"],
        "PASSWORD": given["password"],
        "HOST": given["host"],
        "PORT": "",
    }
    before = {name: connection.settings_dict[name] for name in there}
    _turn_to(there)
    try:
        yield
    finally:
        _turn_to(before)


def wait_until(fact: Callable[[], object], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not fact():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def victims(dice: random.Random) -> Iterator[str]:
    """Whom to kill next, each kind often enough, in random order."""
    while True:
        yield from dice.sample(VICTIMS, len(VICTIMS))


def _turn_to(database: Mapping[str, object]) -> None:
    connections.close_all()
    connection.settings_dict.update(database)
    forget_rows()


def _descendants(parent: int) -> Iterator[tuple[int, str]]:
    """Pid and last argument of every live descendant, parents first."""
    for entry in sorted(Path("/proc").iterdir(), key=lambda entry: entry.name.zfill(10)):
        if not entry.name.isdigit():
            continue
        try:
            started_by = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            arguments = (entry / "cmdline").read_text().split("\0")
        except OSError:
            continue
        if started_by == parent:
            pid = int(entry.name)
            yield pid, arguments[-2] if len(arguments) > 1 else ""
            yield from _descendants(pid)
