"""A small process that stops the cluster when its last user is gone, even by kill -9."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_LEAVE_SECONDS = 8.0


class Guard:
    """Waits at the far end of a pipe. However its owner ends, the kernel closes the pipe."""

    def __init__(self, data: Path, system_folder: Path) -> None:
        command = [sys.executable, "-m", "tradewind.platform.postgres.last_out"]
        self._process = subprocess.Popen(  # noqa: S603
            [*command, str(data), str(system_folder)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def leave(self) -> None:
        """Let go and wait until the guard has looked after the cluster."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(_LEAVE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
