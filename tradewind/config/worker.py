"""What a worker process does: the stream, the jobs and the search index, side by side."""

from __future__ import annotations

import threading

from tradewind.config.wiring import JOBS, SUBSCRIPTIONS
from tradewind.domains.discovery import indexing
from tradewind.platform.events import runner
from tradewind.platform.jobs import worker


def run_worker(stop: threading.Event) -> None:
    """Number and deliver events and do jobs until `stop` is set. Any number may run, anywhere.

    Needs `django.setup()`. Returns within seconds of `stop`, unless a job does not end.
    """
    threads = [
        threading.Thread(target=runner.run, args=(SUBSCRIPTIONS, stop), name="events"),
        threading.Thread(target=worker.run, args=(JOBS, stop), name="jobs"),
        threading.Thread(target=indexing.follow, args=(stop,), name="search"),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
