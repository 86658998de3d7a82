"""One supervised process: started, watched, started again, stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tradewind.platform.processes.parent import PARENT
from tradewind.platform.processes.ports import answers

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_STEADY_SECONDS = 30.0


@dataclass(slots=True)
class Child:
    """A command that should always run.

    `address` is the (host, port) it answers HTTP on, None when it answers nowhere. `patience` is how
    many seconds it has between being asked to stop and being killed. `descriptors` are open files
    it inherits under their numbers.
    """

    name: str
    command: list[str]
    address: tuple[str, int] | None = None
    patience: float = 2.0
    environment: Mapping[str, str] = field(default_factory=dict)
    descriptors: tuple[int, ...] = ()
    starts: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _started: float = 0.0
    _pause: float = _FIRST_PAUSE
    _due: float = 0.0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        environment = {**os.environ, **self.environment, PARENT: str(os.getpid())}
        self._process = subprocess.Popen(  # noqa: S603
            self.command,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            pass_fds=self.descriptors,
        )
        self._started = time.monotonic()
        self.starts += 1

    def has_ended(self) -> int | None:
        """Its exit status when it just ended by itself, reported once; None otherwise."""
        if self._process is None or self._process.poll() is None:
            return None
        status = self._process.returncode
        self._signal(signal.SIGKILL)  # What it left behind in its group.
        self._process = None
        now = time.monotonic()
        if now - self._started > _STEADY_SECONDS:
            self._pause = _FIRST_PAUSE
        self._due = now + self._pause
        self._pause = min(self._pause * 2, _LONGEST_PAUSE)
        return status

    def tend(self, say: Callable[[str], None]) -> None:
        """Start it again when it ended and its pause is over; `say` what happened."""
        status = self.has_ended()
        if status is not None:
            how = f"signal {-status}" if status < 0 else f"status {status}"
            say(f"{self.name} ended ({how}); starting it again")
        if self.is_due():
            self.start()

    def is_due(self) -> bool:
        """Whether it is down and its pause after the last crash is over."""
        return self._process is None and time.monotonic() >= self._due

    def is_ready(self) -> bool:
        """Whether it runs and, if it has an address, answers there."""
        if self._process is None or self._process.poll() is not None:
            return False
        return self.address is None or answers(*self.address)

    def ask_to_end(self) -> None:
        """Ask and do not wait; `stop` does."""
        if self._process is not None:
            self._process.terminate()

    def stop(self, *, within: float) -> None:
        """Ask it to end, wait `patience` or `within` seconds, then kill its whole group."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(min(self.patience, within))
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._signal(signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        try:
            os.killpg(self._process.pid, number)
        except (ProcessLookupError, PermissionError):
            return
