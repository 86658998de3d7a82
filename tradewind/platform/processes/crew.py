"""Several processes that do one thing side by side, each started again when it ends."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Sequence

from tradewind.platform.processes.child import Child

_TICK = 0.1


def run_crew(children: Sequence[Child], *, say: Callable[[str], None], patience: float) -> None:
    """Keep `children` running until SIGINT or SIGTERM, then stop all of them at once.

    They have `patience` seconds together to end. Call it from the main thread. `say` receives one
    line for a person at a time.
    """
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    try:
        for child in children:
            child.start()
        while not stopping.wait(_TICK):
            for child in children:
                child.tend(say)
    finally:
        for child in children:
            child.ask_to_end()
        for child in children:
            child.stop(within=patience)
