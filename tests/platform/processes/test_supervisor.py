"""The supervisor over small children: restarts, order, refusals, and its own sudden end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("small_mall.py")


class Mall:
    """A running `small_mall.py` and what it wrote."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self.process = process
        self._journal = folder / "journal"
        self._said = folder / "said"

    def journal(self) -> list[str]:
        return self._journal.read_text().splitlines() if self._journal.exists() else []

    def said(self) -> str:
        return self._said.read_text()

    def pids(self, name: str) -> list[int]:
        """Pids of all starts of the child `name`, first to last."""
        found = (re.fullmatch(rf"{name} started (\d+)", line) for line in self.journal())
        return [int(match[1]) for match in found if match]


def wait_until(fact: Callable[[], object], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not fact() and time.monotonic() < deadline:
        time.sleep(0.02)
    return bool(fact())


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def mall(folder: Path, *, port: int | None = None, mode: str = "kind") -> Iterator[Mall]:
    command = [sys.executable, str(SCRIPT), str(folder), str(port or free_port()), mode]
    with (folder / "said").open("w") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, text=True)
    running = Mall(process, folder)
    try:
        yield running
    finally:
        process.kill()
        process.wait()
        for pid in running.pids(".*"):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@pytest.fixture
def open_mall(tmp_path: Path) -> Iterator[Mall]:
    with mall(tmp_path) as running:
        assert wait_until(lambda: "ready" in running.said()), running.said()
        assert wait_until(lambda: running.pids("back"))
        yield running


def test_stops_in_order_and_lets_go(open_mall: Mall, tmp_path: Path) -> None:
    open_mall.process.send_signal(signal.SIGTERM)
    assert open_mall.process.wait(8) == 0
    ended = [line for line in open_mall.journal() if "ended" in line]
    assert ended == ["door ended", "back ended"]
    with mall(tmp_path) as again:
        assert wait_until(lambda: again.said().count("ready") == 1)


def test_a_killed_child_is_started_again_and_the_other_is_not_touched(open_mall: Mall) -> None:
    (first,) = open_mall.pids("door")
    os.kill(first, signal.SIGKILL)
    assert wait_until(lambda: len(open_mall.pids("door")) == 2)
    assert "door ended (signal 9); starting it again" in open_mall.said()
    assert len(open_mall.pids("back")) == 1


def test_what_a_killed_child_started_goes_too(open_mall: Mall) -> None:
    (grandchild,) = open_mall.pids("grandchild")
    os.kill(open_mall.pids("door")[0], signal.SIGKILL)
    assert wait_until(lambda: not is_alive(grandchild))


def test_every_child_ends_with_a_killed_supervisor(open_mall: Mall) -> None:
    children = [*open_mall.pids("door"), *open_mall.pids("back")]
    assert len(children) == 2
    assert all(is_alive(pid) for pid in children)
    open_mall.process.kill()
    assert wait_until(lambda: not any(is_alive(pid) for pid in children), 3)


def test_a_second_supervisor_is_refused_and_names_the_first(
    open_mall: Mall, tmp_path: Path
) -> None:
    command = [sys.executable, str(SCRIPT), str(tmp_path), str(free_port()), "kind"]
    second = subprocess.run(command, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert f"in use: process {open_mall.process.pid} already serves from it" in second.stderr
    assert len(open_mall.pids("door")) == 1


def test_a_taken_port_starts_nothing(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with mall(tmp_path, port=port) as refused:
            assert refused.process.wait(10) == 1
            assert f"Port {port} on 127.0.0.1 is taken" in refused.said()
            assert refused.journal() == []


def test_children_that_will_not_stop_are_killed_within_eight_seconds(tmp_path: Path) -> None:
    with mall(tmp_path, mode="deaf") as running:
        assert wait_until(lambda: "ready" in running.said()), running.said()
        began = time.monotonic()
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(8) == 0
        assert time.monotonic() - began < 8
        assert not any(is_alive(pid) for pid in [*running.pids("door"), *running.pids("back")])


def test_a_child_that_keeps_crashing_is_started_ever_more_slowly(tmp_path: Path) -> None:
    with mall(tmp_path, mode="broken") as running:
        assert wait_until(lambda: len(running.pids("back")) == 3)
        time.sleep(1)
        assert len(running.pids("back")) == 3


def test_a_lost_database_is_revived(tmp_path: Path) -> None:
    with mall(tmp_path, mode="lost-database") as running:
        assert wait_until(lambda: "database revived" in running.journal())
        assert "PostgreSQL ended; starting it again" in running.said()
        assert running.journal().count("database revived") == 1
