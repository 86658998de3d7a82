"""What `Guard` starts: wait for the owner's end, then stop the cluster unless others use it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tradewind.platform.postgres.cluster import Cluster
from tradewind.platform.processes.locks import Lock

# A killed owner's pipe may close a moment before its lock does: the kernel promises no order.
_GRACE_SECONDS = 0.5
_STOP_SECONDS = 2.5


def main(data: str, system_folder: str) -> None:
    """Block until standard input closes; the last one out stops PostgreSQL."""
    sys.stdin.read()
    cluster = Cluster(Path(data), system_folder=Path(system_folder))
    users = Lock(cluster.home.users_lock)
    deadline = time.monotonic() + _GRACE_SECONDS
    while cluster.home.folder.exists():
        if users.try_hold():
            # Held while stopping: who comes now waits, and then starts it again.
            cluster.stop(patience=_STOP_SECONDS)
            users.release()
            return
        if time.monotonic() > deadline:
            return
        time.sleep(0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
