"""`tradewind serve` for real: everything starts, everything that is killed comes back."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND
from tests.platform.processes.test_supervisor import free_port, is_alive, wait_until
from tradewind.platform.postgres import Cluster, postmaster

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
_START_SECONDS = 90


class Served:
    """A running `tradewind serve`."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, data: Path, log: Path) -> None:
        self.process = process
        self.port = port
        self.cluster = Cluster(data)
        self.log = log

    def is_ready(self) -> bool:
        calling = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            calling.request("GET", "/readyz")
            return calling.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            calling.close()

    def children(self, parent: int | None = None) -> dict[int, str]:
        """Pid → last argument of every live descendant (`web`, `edge` …)."""
        found: dict[int, str] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and self._parent(entry) == (parent or self.process.pid):
                arguments = (entry / "cmdline").read_text().split("\0")
                pid = int(entry.name)
                found |= {pid: arguments[-2] if len(arguments) > 1 else ""} | self.children(pid)
        return found

    def pids(self, name: str) -> list[int]:
        return sorted(pid for pid, last in self.children().items() if last == name)

    def postmaster(self) -> int:
        pid = postmaster.live_pid(self.cluster.home.cluster)
        assert pid is not None
        return pid

    @staticmethod
    def _parent(entry: Path) -> int:
        try:
            return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return 0


@pytest.fixture
def served(surroundings: dict[str, str], tmp_path: Path) -> Iterator[Served]:
    port, log = free_port(), tmp_path / "serve.log"
    settings = surroundings | {"TRADEWIND_PORT": str(port)}
    with log.open("w") as output:
        process = subprocess.Popen([*COMMAND, "serve"], env=settings, stdout=output, stderr=output)
    running = Served(process, port, tmp_path / "data", log)
    ready = f"http://127.0.0.1:{port} (Ctrl-C stops it)"
    assert wait_until(lambda: ready in log.read_text(), _START_SECONDS), log.read_text()
    yield running
    process.terminate()
    process.wait()


def test_whatever_is_killed_comes_back(served: Served) -> None:
    assert served.is_ready()
    for name in ("web", "edge", "worker"):
        # The last web process is Granian's worker, the first its main.
        for which in [0, -1] if name == "web" else [0]:
            victim = served.pids(name)[which]
            os.kill(victim, signal.SIGKILL)
            assert wait_until(lambda victim=victim: not is_alive(victim))
            assert wait_until(lambda name=name: served.pids(name), 20), name
            assert wait_until(served.is_ready, 30), served.log.read_text()
    first = served.postmaster()
    os.kill(first, signal.SIGKILL)
    assert wait_until(lambda: served.cluster.is_running() and served.postmaster() != first, 20)
    assert wait_until(served.is_ready, 30), served.log.read_text()


def test_all_stop_within_eight_seconds(served: Served) -> None:
    everything = [*served.children(), served.postmaster()]
    began = time.monotonic()
    served.process.terminate()
    assert served.process.wait(10) == 0
    assert time.monotonic() - began < 8
    assert [pid for pid in everything if is_alive(pid)] == []


def test_nothing_outlives_a_killed_supervisor(served: Served) -> None:
    everything = [*served.children(), served.postmaster()]
    assert len(everything) >= 6  # web twice, edge, worker, guard, PostgreSQL
    served.process.kill()
    assert wait_until(lambda: not any(is_alive(pid) for pid in everything), 10)
