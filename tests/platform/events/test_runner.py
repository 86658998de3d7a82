"""The threads of a worker."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from tests.platform.events.effects import EFFECTS
from tests.platform.events.parcels import Log, scanned
from tradewind.platform.events import Subscription, queries, runner

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def running(*subscriptions: Subscription) -> Iterator[threading.Thread]:
    stop = threading.Event()
    worker = threading.Thread(target=runner.run, args=(subscriptions, stop))
    worker.start()
    try:
        yield worker
    finally:
        stop.set()
        worker.join(10)
        assert not worker.is_alive()


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)


def test_two_runners_deliver_each_event_once() -> None:
    log = Log()
    subscription = log.subscribed()
    with running(subscription), running(subscription):
        for number in range(40):
            scanned(f"par_{number % 4}", number)
        wait_until(lambda: len(log.taken) >= 40)
        time.sleep(0.2)
    assert sorted(number for _, number in log.taken) == list(range(40))


def test_a_fact_arrives_soon() -> None:
    log = Log()
    with running(log.subscribed()):
        scanned("par_0", 0)
        wait_until(lambda: len(log.taken) == 1)
        started = time.monotonic()
        scanned("par_1", 1)
        wait_until(lambda: len(log.taken) == 2)
        assert time.monotonic() - started < 0.9, "polled by the net instead of woken"


def test_a_lost_connection_is_survived() -> None:
    log = Log()
    with running(log.subscribed()):
        scanned("par_1", 1)
        # Not only taken: committed. A connection lost in between takes it once more.
        wait_until(lambda: [at.position for at in queries.list_subscription_states()] == [1])
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        scanned("par_1", 2)
        wait_until(lambda: len(log.taken) == 2)
    assert log.taken == [("par_1", 1), ("par_1", 2)]
    assert queries.count_parked() == 0


def test_killed_workers_neither_lose_nor_double_an_effect() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE effects (position bigint NOT NULL)")
    for number in range(300):
        scanned(f"par_{number % 5}", number)

    def effects() -> tuple[int, int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), count(DISTINCT position) FROM effects")
            counts: tuple[int, int] = cursor.fetchone()
            return counts

    code = "import django; django.setup();from tests.platform.events.effects import main; main()"
    for _ in range(2):
        before = effects()[0]
        with subprocess.Popen([sys.executable, "-c", code]) as victim:
            try:
                wait_until(lambda: effects()[0] > before)  # noqa: B023 (called at once)
            finally:
                victim.kill()  # or a test that failed would wait for it without end
    assert 0 < effects()[0] < 300
    with running(EFFECTS):
        wait_until(lambda: effects()[0] >= 300)
    assert effects() == (300, 300)
    assert queries.count_parked() == 0
