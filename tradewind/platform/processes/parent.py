"""A child that outlives its parent keeps ports and connections: see to it that none does."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time

PARENT = "TRADEWIND_PARENT_PID"
_PR_SET_PDEATHSIG = 1
_WATCH_SECONDS = 0.5


def end_with_parent(parent: int | None = None) -> None:
    """Have this process killed as soon as `parent` is gone.

    `parent` is a pid and defaults to the one the supervisor left in the environment; without
    either nothing happens, so a process that a person started alone stays. On Linux the kernel
    does it (prctl(2), PR_SET_PDEATHSIG), elsewhere a thread watches. It is SIGKILL, because a
    supervisor that vanished is a crash already and the port must be free for the next one.
    """
    if parent is None:
        told = os.environ.get(PARENT)
        if not told:
            return
        parent = int(told)
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        # It was gone before the kernel was asked.
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)
