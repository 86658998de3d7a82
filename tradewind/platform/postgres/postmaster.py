"""Who a `postmaster.pid` speaks of: a live PostgreSQL of this cluster, or a ghost."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
_GONE = "ZX"


def pid_in(cluster: Path) -> int | None:
    """The pid that `postmaster.pid` names, None without such a file."""
    try:
        return int((cluster / "postmaster.pid").read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def live_pid(cluster: Path) -> int | None:
    """The pid of the postmaster that serves `cluster` right now, None when there is none.

    PostgreSQL itself asks only whether the pid exists, and then refuses to start because of a
    zombie (a container without a reaping init) or of a stranger that got the number.
    """
    pid = pid_in(cluster)
    return pid if pid is not None and _serves(pid, cluster) else None


def orphans(cluster: Path) -> list[int]:
    """Backends of `cluster` that still run although no postmaster does (Linux only)."""
    return [pid for pid in _pids() if _serves(pid, cluster)]


def end_orphans(cluster: Path, *, patience: float) -> None:
    """Wait `patience` seconds for orphans to leave by themselves, then kill them.

    They hold the shared memory block, and PostgreSQL won't start beside it. Killing is safe:
    the next start replays the log.
    """
    deadline = time.monotonic() + patience
    while left := orphans(cluster):
        if time.monotonic() > deadline:
            for pid in left:
                _kill(pid)
        time.sleep(0.05)


def _pids() -> Iterator[int]:
    if _PROC.joinpath("self").exists():
        yield from (int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit())


def _serves(pid: int, cluster: Path) -> bool:
    if not _PROC.joinpath("self").exists():
        return _serves_by_ps(pid)
    try:
        command, _, rest = (_PROC / str(pid) / "stat").read_text().rpartition(")")
        if not command.endswith("(postgres") or rest.split()[0] in _GONE:
            return False
        # Every process of a cluster has the cluster as its working folder.
        return (_PROC / str(pid) / "cwd").readlink() == cluster
    except OSError:
        return False


def _serves_by_ps(pid: int) -> bool:
    told = subprocess.run(  # noqa: S603
        ["ps", "-o", "stat=,comm=", "-p", str(pid)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    state, _, command = told.partition(" ")
    return bool(told) and state[0] not in _GONE and "postgres" in command


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
