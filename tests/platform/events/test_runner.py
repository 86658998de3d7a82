"""The threads of a worker, and months made ahead."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from tests.platform.events.effects import EFFECTS
from tests.platform.events.parcels import Log, scanned
from tradewind.kernel import clock
from tradewind.platform.events import Subscription, partitions, queries, runner
from tradewind.platform.events.models import StoredEvent

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
        wait_until(lambda: len(log.taken) == 1)
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


def test_months_are_made_ahead_and_take_over_what_came_early() -> None:
    early = datetime(2031, 3, 5, tzinfo=UTC)
    try:
        with clock.frozen_at(early):
            scanned("par_1", 1)
        made = partitions.create_ahead(today=date(2031, 3, 1), months=1)
        assert made == ["events_event_2031_03", "events_event_2031_04"]
        assert partitions.create_ahead(today=date(2031, 3, 1), months=1) == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM events_event_2031_03")
            assert cursor.fetchone() == (1,)
            cursor.execute("SELECT count(*) FROM events_event_default")
            assert cursor.fetchone() == (0,)
        assert StoredEvent.objects.get().occurred_at == early
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS events_event_2031_03, events_event_2031_04")
