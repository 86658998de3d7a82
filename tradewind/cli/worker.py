"""`tradewind worker`: what need not happen before the answer."""

from __future__ import annotations

import signal
import threading

import click

from tradewind.config.wiring import JOBS, SUBSCRIPTIONS
from tradewind.platform.events import runner
from tradewind.platform.jobs import worker as jobs
from tradewind.platform.processes import end_with_parent


@click.command()
def worker() -> None:
    """Deliver events to their subscribers and do jobs until Ctrl-C. Any number may run."""
    end_with_parent()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    threads = [
        threading.Thread(target=runner.run, args=(SUBSCRIPTIONS, stop), name="events"),
        threading.Thread(target=jobs.run, args=(JOBS, stop), name="jobs"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
