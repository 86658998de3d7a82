"""Locks between processes and ports before they are taken."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tradewind.platform.processes import Lock, PortTaken, probe
from tradewind.platform.processes.errors import AddressUnusable

HOLDER = """
import sys, time
from pathlib import Path
from tradewind.platform.processes import Lock
lock = Lock(Path(sys.argv[1]))
lock.hold()
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "it.lock"


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.socket() as server:
        # As Granian does.
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server


def test_one_holds_alone(path: Path) -> None:
    first, second = Lock(path), Lock(path)
    assert first.try_hold()
    assert not second.try_hold()
    first.release()
    assert second.try_hold()


def test_sharers_keep_out_who_wants_it_alone(path: Path) -> None:
    first, second, third = Lock(path), Lock(path), Lock(path)
    first.share()
    second.share()
    assert not third.try_hold()
    first.release()
    assert not third.try_hold()
    second.release()
    assert third.try_hold()


def test_the_kernel_lets_go_for_a_killed_holder(path: Path) -> None:
    command = [sys.executable, "-c", HOLDER]
    with subprocess.Popen([*command, str(path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert not Lock(path).try_hold()
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
        assert Lock(path).try_hold()


def test_a_note_tells_who_holds_it(path: Path) -> None:
    lock = Lock(path)
    assert lock.read_note() == ""
    lock.hold()
    lock.note("4711")
    lock.note("12")
    assert Lock(path).read_note() == "12"


def test_a_taken_port_is_told_even_if_it_would_be_shared(listening: socket.socket) -> None:
    port = listening.getsockname()[1]
    with pytest.raises(PortTaken, match=f"Port {port} on 127.0.0.1 is taken.*TRADEWIND_PORT"):
        probe("127.0.0.1", port)


def test_a_port_is_free_again_at_once(listening: socket.socket) -> None:
    port = listening.getsockname()[1]
    with socket.create_connection(("127.0.0.1", port)) as client:
        server_side, _ = listening.accept()
        # The side that closes first keeps the pair in TIME_WAIT.
        server_side.close()
        listening.close()
        client.recv(1)
    probe("127.0.0.1", port)


def test_an_address_of_another_machine() -> None:
    with pytest.raises(AddressUnusable, match=r"Cannot listen on 192\.0\.2\.1:8000"):
        probe("192.0.2.1", 8000)
