"""Keeps PostgreSQL and the children of one data folder running until told to stop."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tradewind.platform.processes.child import Child
from tradewind.platform.processes.errors import AlreadyServing, Mendable
from tradewind.platform.processes.locks import Lock
from tradewind.platform.processes.ports import probe

_TICK = 0.1
# All children together; PostgreSQL has the rest of 8 s.
_STOP_SECONDS = 5.0
_DATABASE_CHECK = 1.0
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Database(Protocol):
    """What the supervisor asks of the database it keeps alive."""

    def is_running(self) -> bool: ...

    def ensure_running(self) -> str: ...


@contextmanager
def nobody_serving(data: Path) -> Iterator[None]:
    """Keep supervisors out of the folder `data` for a while. Raises `AlreadyServing`."""
    data.mkdir(parents=True, exist_ok=True)
    lock = Lock(data / "serve.lock")
    if not lock.try_hold():
        raise AlreadyServing(data=data, pid=lock.read_note() or "?")
    try:
        lock.note(str(os.getpid()))
        yield
    finally:
        lock.release()


class Supervisor:
    """Starts `children` in order, starts again what ends, and stops them in the same order.

    The order is therefore the order of doors closing: who takes requests first. `database` is
    revived when it dies; None when somebody else looks after it. `say` receives one line for a
    person at a time.
    """

    def __init__(
        self,
        *,
        data: Path,
        children: Sequence[Child],
        database: Database | None,
        say: Callable[[str], None],
    ) -> None:
        self._data = data
        self._children = children
        self._database = database
        self._say = say
        self._stopping = threading.Event()

    def run(self, *, prepare: Callable[[], None], on_ready: Callable[[], None]) -> None:
        """Serve until SIGINT, SIGTERM or SIGHUP. Must be called from the main thread.

        `prepare` runs before anything starts, while nobody else can serve this folder. `on_ready`
        is called once, when every child answers. Raises `AlreadyServing` when the data folder has
        a supervisor and `PortTaken` when a child's port is in use; nothing was started then.
        """
        with nobody_serving(self._data):
            for child in self._children:
                if child.address:
                    probe(*child.address)
            prepare()
            self._serve(on_ready)

    def _serve(self, on_ready: Callable[[], None]) -> None:
        before = {number: signal.signal(number, self._on_signal) for number in _SIGNALS}
        try:
            for child in self._children:
                child.start()
            self._watch(on_ready)
        finally:
            self._stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, *_: object) -> None:
        self._stopping.set()

    def _watch(self, on_ready: Callable[[], None]) -> None:
        waiting: Callable[[], None] | None = on_ready
        database_due = time.monotonic() + _DATABASE_CHECK
        while not self._stopping.wait(_TICK):
            for child in self._children:
                child.tend(self._say)
            if time.monotonic() >= database_due:
                self._revive_database()
                database_due = time.monotonic() + _DATABASE_CHECK
            if waiting and all(child.is_ready() for child in self._children):
                waiting()
                waiting = None

    def _revive_database(self) -> None:
        if self._database is None or self._database.is_running():
            return
        self._say("PostgreSQL ended; starting it again")
        try:
            self._database.ensure_running()
        except Mendable as error:
            self._say(str(error))

    def _stop(self) -> None:
        deadline = time.monotonic() + _STOP_SECONDS
        for child in self._children:
            child.stop(within=max(deadline - time.monotonic(), 0.1))
