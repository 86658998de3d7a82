"""The wiring is complete, and a worker does both halves of it."""

from __future__ import annotations

import importlib
import pkgutil
import threading
import time

import pytest

import tradewind
from tests.platform.events.parcels import Log, scanned
from tradewind.config import wiring, worker
from tradewind.platform.jobs import Job, job


def test_every_declared_job_is_wired() -> None:
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(tradewind.__path__, "tradewind.")
        if module.name.endswith(".jobs")
    ]
    declared = [job for module in modules for job in vars(module).values() if isinstance(job, Job)]
    assert wiring.JOBS
    assert [job.name for job in declared if job not in wiring.JOBS] == []


def test_names_are_given_once() -> None:
    names = [wired.name for wired in wiring.JOBS] + [sub.name for sub in wiring.SUBSCRIPTIONS]
    assert sorted(names) == sorted(set(names))


@pytest.mark.django_db(transaction=True)
def test_a_worker_delivers_events_and_does_the_jobs_they_defer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = threading.Event()

    @job()
    def finish(*, parcel: str) -> None:
        assert parcel == "par_1"
        done.set()

    class Deferring(Log):
        def take(self, event, envelope):  # type: ignore[no-untyped-def]
            super().take(event, envelope)
            finish.defer(parcel=event.parcel_id)

    log = Deferring()
    monkeypatch.setattr(worker, "SUBSCRIPTIONS", (log.subscribed(),))
    monkeypatch.setattr(worker, "JOBS", (finish,))
    stop = threading.Event()
    running = threading.Thread(target=worker.run_worker, args=(stop,))
    running.start()
    try:
        scanned("par_1", 1)
        assert done.wait(10)
    finally:
        started = time.monotonic()
        stop.set()
        running.join(10)
    assert not running.is_alive()
    assert time.monotonic() - started < 8
    assert log.taken == [("par_1", 1)]
