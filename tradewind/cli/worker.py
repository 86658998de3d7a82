"""`tradewind worker`: what need not happen before the answer."""

from __future__ import annotations

import os
import signal
import threading

import click

from tradewind.config.env import read
from tradewind.config.worker import run_worker
from tradewind.platform.processes import end_with_parent


@click.command()
def worker() -> None:
    """Deliver events to their subscribers and do jobs until Ctrl-C. Any number may run."""
    end_with_parent()
    # Whoever waits for a page comes first; what follows a sale may take a moment longer.
    os.nice(int(read("TRADEWIND_WORKER_NICE")))
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    run_worker(stop)
