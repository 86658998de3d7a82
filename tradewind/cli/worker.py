"""`tradewind worker`: what need not happen before the answer."""

from __future__ import annotations

import signal
import threading

import click

from tradewind.config.worker import run_worker
from tradewind.platform.processes import end_with_parent


@click.command()
def worker() -> None:
    """Deliver events to their subscribers and do jobs until Ctrl-C. Any number may run."""
    end_with_parent()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    run_worker(stop)
