"""Locks between processes. The kernel lets go of them when the holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class Lock:
    """An advisory lock (flock) on a file that is made when missing and never removed.

    Removing a locked file would let two holders lock two different files of one name.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def share(self) -> None:
        """Hold it together with other sharers; waits while someone holds it alone."""
        fcntl.flock(self._open(), fcntl.LOCK_SH)

    def hold(self) -> None:
        """Hold it alone; waits for everyone else to let go."""
        fcntl.flock(self._open(), fcntl.LOCK_EX)

    def try_hold(self) -> bool:
        """Hold it alone if nobody else has it. True when held."""
        try:
            fcntl.flock(self._open(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.release()
            return False
        return True

    def release(self) -> None:
        """Let go. Does nothing when not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def note(self, text: str) -> None:
        """Leave `text` in the file for whoever finds it held."""
        descriptor = self._open()
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, text.encode(), 0)

    def read_note(self) -> str:
        """What the holder left; empty when nothing."""
        return self.path.read_text() if self.path.exists() else ""

    def _open(self) -> int:
        if self._descriptor is None:
            self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._descriptor

    def __enter__(self) -> Lock:
        self.hold()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
