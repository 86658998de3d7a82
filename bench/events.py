"""What the event stream carries: `python -m bench.events [--events 20000]`, DATABASE_URL set.

Publishes, numbers and consumes events of its own on a migrated database, and removes them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

import django
import psycopg
from django.db import connection, connections, transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tradewind.config.settings")
django.setup()

# Rows can only be imported once Django is set up.
from tradewind.kernel.money import Money  # noqa: E402
from tradewind.platform.events import (  # noqa: E402
    BEGINNING,
    NOW,
    Envelope,
    Event,
    Subscription,
    cursors,
    publish,
    publish_all,
    runner,
)
from tradewind.platform.events.consumer import Pass, consume  # noqa: E402
from tradewind.platform.events.sequencer import number_committed  # noqa: E402

WRITERS = 8
_LATENCY_EVENTS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Benched(Event):
    """About as large as a line of an order."""

    name: ClassVar[str] = "bench.benched"
    aggregate: ClassVar[str] = "order_id"

    order_id: str
    number: int
    sent: int
    total: Money


def benched(number: int) -> Benched:
    """One of a thousand aggregates' events; `sent` is when, in ns."""
    return Benched(
        order_id=f"ord_{number % 1_000}",
        number=number,
        sent=time.monotonic_ns(),
        total=Money(12_50, "CAD"),
    )


def ignore(*_: object) -> None:
    """A subscriber without effect: what remains is the cost of delivery."""


def publish_singly(count: int) -> None:
    """`count` transactions with one event each, by as many writers as a web process has busy."""

    def write(first: int) -> None:
        try:
            for number in range(first, count, WRITERS):
                with transaction.atomic():
                    publish(benched(number))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))


def publish_hundreds(count: int) -> None:
    """`count` events, a hundred to a transaction and statement."""
    for first in range(0, count, 100):
        with transaction.atomic():
            publish_all([benched(number) for number in range(first, first + 100)])


def commit(statement: str, count: int) -> None:
    """`count` bare commits of a row and `statement`, by `WRITERS` connections."""
    parameters = connection.get_connection_params() | {"autocommit": True}
    script = f"BEGIN; INSERT INTO bench_row VALUES (1); {statement}; COMMIT"

    def write(_: int) -> None:
        with psycopg.connect(**parameters) as own:
            for _ in range(count // WRITERS):
                own.execute(script)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))


def number_all() -> None:
    """Everything the sequencer has before it."""
    while number_committed():
        pass


def drain(subscription: Subscription) -> None:
    """Everything the subscription has before it."""
    cursors.ensure([subscription])
    while consume(subscription) is Pass.MOVED:
        pass


def latencies_ms() -> list[float]:
    """From before publishing to the handler, a worker running, one event each 10 ms."""
    taken: list[float] = []

    def take(event: Benched, _: Envelope) -> None:
        taken.append((time.monotonic_ns() - event.sent) / 1e6)

    stop = threading.Event()
    subscription = Subscription(name="bench.latency", handles={Benched: take}, start=NOW)
    number_all()
    cursors.ensure([subscription])
    worker = threading.Thread(target=runner.run, args=([subscription], stop))
    worker.start()
    for number in range(_LATENCY_EVENTS):
        with transaction.atomic():
            publish(benched(number))
        time.sleep(0.01)
    time.sleep(1.5)
    stop.set()
    worker.join()
    return taken


@contextmanager
def own_rows() -> Iterator[None]:
    """Remove what the bench writes, before and after."""

    def clear() -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM events_event WHERE name = %s", [Benched.name])
            cursor.execute("DELETE FROM events_cursor WHERE subscription LIKE 'bench.%%'", [])
            cursor.execute("DROP TABLE IF EXISTS bench_row")

    clear()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_row (n int)")
    try:
        yield
    finally:
        clear()


def rate(label: str, count: int, work: Callable[[], None]) -> None:
    """Print what `work` does a second."""
    started = time.perf_counter()
    work()
    seconds = time.perf_counter() - started
    print(f"{label:<44}{count / seconds:>10,.0f} /s{seconds / count * 1e6:>9.1f} µs", flush=True)


def main() -> None:
    """Measure one after the other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=20_000)
    count = parser.parse_args().events // 100 * 100
    each = Subscription(name="bench.each", handles={Benched: ignore}, start=BEGINNING)
    batch = Subscription(name="bench.batch", batch=ignore, events=(Benched,), start=BEGINNING)
    with own_rows():
        rate(f"publish, one a transaction, {WRITERS} writers", count, lambda: publish_singly(count))
        rate("publish, a hundred a transaction", count, lambda: publish_hundreds(count))
        rate("number", 2 * count, number_all)
        rate("consume, one at a time", 2 * count, lambda: drain(each))
        rate("consume, in batches", 2 * count, lambda: drain(batch))
        rate(f"bare commits, {WRITERS} writers", count, lambda: commit("SELECT", count))
        rate(
            f"bare commits with NOTIFY, {WRITERS} writers",
            count,
            lambda: commit("NOTIFY bench", count),
        )
        taken = latencies_ms()
        cuts = statistics.quantiles(taken, n=100)
        told = f"p50 {cuts[49]:.0f} ms, p99 {cuts[98]:.0f} ms"
        print(f"publish to handler: {told}, {len(taken)} of {_LATENCY_EVENTS} events taken")


if __name__ == "__main__":
    main()
