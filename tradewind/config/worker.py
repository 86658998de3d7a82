"""What a worker process does: the stream and the jobs of the wiring, side by side."""

from __future__ import annotations

import threading

from tradewind.config.wiring import JOBS, SUBSCRIPTIONS
from tradewind.platform.events import runner
from tradewind.platform.jobs import worker


def run_worker(stop: threading.Event) -> None:
    """Number and deliver events and do jobs until `stop` is set. Any number may run, anywhere.

    Needs `django.setup()`. Returns within seconds of `stop`, unless a job does not end.
    """
    halves = [
        threading.Thread(target=runner.run, args=(SUBSCRIPTIONS, stop), name="events"),
        threading.Thread(target=worker.run, args=(JOBS, stop), name="jobs"),
    ]
    for half in halves:
        half.start()
    for half in halves:
        half.join()
