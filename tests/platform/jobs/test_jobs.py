"""Jobs: with their transaction, at least once, with growing pauses, whatever dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from tests.platform.jobs.chores import CHORES, linger, note, stumble
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.platform.jobs import (
    Backoff,
    Job,
    failures,
    job,
    periodic,
    retention,
    stalled,
    worker,
)
from tradewind.platform.jobs.models import JobFailure


def lines() -> list[str]:
    return [text for _, text in rows()]


def rows() -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid, text FROM chores ORDER BY id")
        return list(cursor.fetchall())


def queued() -> list[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, status::text, attempts FROM procrastinate_jobs ORDER BY id"
        )
        return list(cursor.fetchall())


def wait_until(condition: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"it never came: {lines()} {queued()}"
        time.sleep(0.02)


@contextmanager
def working(jobs: tuple[Job[Any], ...] = CHORES, heartbeat_seconds: float = 0.25) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(
        target=worker.run, args=(jobs, stop), kwargs={"heartbeat_seconds": heartbeat_seconds}
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


@contextmanager
def worker_process(heartbeat_seconds: float) -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own, on the test's database."""
    code = "import django; django.setup(); from tests.platform.jobs.chores import main; main()"
    process = subprocess.Popen([sys.executable, "-c", code, str(heartbeat_seconds)])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_deferred_with_the_transaction() -> None:
    with transaction.atomic():
        note.defer(text="never")
        transaction.set_rollback(True)
    assert queued() == []
    with transaction.atomic():
        note.defer(text="once")
        assert queued() == [("jobs.note", "todo", 0)]
    with working():
        wait_until(lambda: lines() == ["once"])
    assert queued() == []


def test_deferring_sends_no_notify() -> None:
    parameters = connection.get_connection_params() | {"autocommit": True}
    with psycopg.connect(**parameters) as listener:
        listener.execute('LISTEN "procrastinate_any_queue_v1"')
        note.defer(text="quiet")
        assert list(listener.notifies(timeout=0.3)) == []


def test_not_before_its_time() -> None:
    note.defer_until(clock.now() + timedelta(hours=1), text="later")
    note.defer(text="now")
    with working():
        wait_until(lambda: lines() == ["now"])
        time.sleep(0.6)
    assert lines() == ["now"]
    assert queued() == [("jobs.note", "todo", 0)]


def test_called_directly_it_runs_here() -> None:
    note(text="here")
    assert rows() == [(os.getpid(), "here")]
    assert queued() == []


def test_arguments_are_named() -> None:
    with pytest.raises(TypeError, match=r"jobs\.note"):
        note.defer("positional")  # type: ignore[call-arg]


def test_a_failing_job_is_retried_then_stays_visible() -> None:
    stumble.defer(text="try")
    with working():
        wait_until(lambda: [status for _, status, _ in queued()] == ["failed"])
    assert lines() == ["try"] * 3
    (failed,) = failures.list_failed().items
    assert (failed.name, failed.arguments, failed.attempts) == (
        "jobs.stumble",
        '{"text": "try"}',
        3,
    )
    assert failed.error == "ValueError: the stair was wet"


def test_a_failed_job_tried_again_by_hand() -> None:
    stumble.defer(text="try")
    with working():
        wait_until(lambda: [status for _, status, _ in queued()] == ["failed"])
    (failed,) = failures.list_failed().items
    with transaction.atomic():
        failures.try_again(job_id=failed.id)
    assert queued() == [("jobs.stumble", "todo", 4)]
    with working():
        wait_until(lambda: [status for _, status, _ in queued()] == ["failed"])
    assert lines() == ["try"] * 4
    with pytest.raises(NotFound), transaction.atomic():
        failures.try_again(job_id=failed.id + 1)


def test_pauses_grow_to_the_cap_and_are_never_equal() -> None:
    backoff = Backoff(first_seconds=5, cap_seconds=3_600)
    for failure, longest in enumerate((5, 20, 80, 320, 1_280, 3_600, 3_600), 1):
        pauses = {backoff.pause(failure).total_seconds() for _ in range(50)}
        assert longest / 2 <= min(pauses) < max(pauses) <= longest


def test_kill_9_in_the_middle_of_a_job() -> None:
    linger.defer(seconds=60)
    with worker_process(heartbeat_seconds=0.25) as victim:
        wait_until(lambda: lines() == ["began"])
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        assert [status for _, status, _ in queued()] == ["doing"]
        with connection.cursor() as cursor:
            # What is done again shall be short.
            cursor.execute("""UPDATE procrastinate_jobs SET args = '{"seconds": 0}'""")
        with working():
            wait_until(lambda: "ended" in lines())
            wait_until(lambda: queued() == [])
        assert rows() == [
            (victim.pid, "began"),
            (os.getpid(), "began"),
            (os.getpid(), "ended"),
        ]


def test_a_living_worker_keeps_its_long_job() -> None:
    linger.defer(seconds=2)
    with working(), working():
        wait_until(lambda: lines() == ["began"])
        assert stalled.sweep(seconds=1) == 0
        wait_until(lambda: "ended" in lines())
    assert lines() == ["began", "ended"]


def test_a_job_that_kills_its_workers_is_given_up() -> None:
    note.defer(text="deadly")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s",
            [stalled.DEADLY_ATTEMPTS - 1],
        )
    assert stalled.sweep(seconds=1) == 1
    assert queued() == [("jobs.note", "failed", stalled.DEADLY_ATTEMPTS)]
    assert stalled.sweep(seconds=1) == 0


def test_two_workers_do_each_job_once() -> None:
    with transaction.atomic():
        for number in range(30):
            note.defer(text=str(number))
    with working(), working():
        wait_until(lambda: queued() == [], 20)
    assert sorted(map(int, lines())) == list(range(30))


def test_by_the_clock() -> None:
    @periodic("* * * * * *")
    def tick() -> None:
        note(text="tick")

    with working((tick,)), working((tick,)):
        started = time.monotonic()
        wait_until(lambda: len(lines()) >= 2)
        elapsed = time.monotonic() - started
    assert len(lines()) <= elapsed + 2, "two workers ticked twice"


def test_a_worker_outlives_the_loss_of_its_connections() -> None:
    with working():
        note.defer(text="before")
        wait_until(lambda: lines() == ["before"])
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        note.defer(text="after")
        wait_until(lambda: lines() == ["before", "after"], 30)


def test_named_by_folder_and_function() -> None:
    @job(queue="mail")
    def send() -> None: ...

    assert (send.name, send.queue) == ("jobs.send", "mail")


def test_failed_jobs_are_forgotten_after_a_while_and_others_never() -> None:
    for status in ("failed", "cancelled", "todo", "doing"):
        note.defer(text=status)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status"
                " WHERE args->>'text' = %s",
                [status, status],
            )
    (failed, *_) = waiting = [job_id(text) for text in ("failed", "cancelled", "todo", "doing")]
    failures.record(failed, ValueError("no"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '31 days'")
    assert retention.forget(days=0) == 0
    assert retention.forget(days=32) == 0
    with connection.cursor() as cursor:
        # Tried again by hand yesterday, and failed again.
        cursor.execute(
            "INSERT INTO procrastinate_events (job_id, type, at)"
            " VALUES (%s, 'failed', now() - interval '1 day')",
            [waiting[1]],
        )
    assert retention.forget(days=30) == 1
    assert [status for _, status, _ in queued()] == ["cancelled", "todo", "doing"]
    assert not JobFailure.objects.exists()


def job_id(text: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_jobs WHERE args->>'text' = %s", [text])
        return int(cursor.fetchone()[0])
