"""Order and completeness of the stream under late commits, open transactions and rivals."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection, transaction

from tests.parallel import in_parallel
from tests.platform.events.parcels import Log, ParcelScanned, drain, scanned
from tradewind.platform.events import publish, queries
from tradewind.platform.events.models import StoredEvent
from tradewind.platform.events.sequencer import number_committed

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def elsewhere(database: str) -> Iterator[psycopg.Connection]:
    """A connection of somebody else to a database of the same cluster."""
    parameters = connection.get_connection_params() | {"dbname": database}
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    with psycopg.connect(**parameters) as other:
        yield other


@pytest.mark.parametrize("database", ["postgres", None])
def test_an_open_write_transaction_stalls_nothing(database: str | None) -> None:
    log = Log()
    subscription = log.subscribed()
    with elsewhere(database or connection.settings_dict["NAME"]) as other:
        # Temporary, because not everybody may create others in a database of the cluster.
        other.execute("CREATE TEMPORARY TABLE held_open (n int)")
        other.execute("INSERT INTO held_open VALUES (1)")
        assert other.info.transaction_status == psycopg.pq.TransactionStatus.INTRANS
        scanned("par_1", 1)
        drain(subscription)
        assert log.taken == [("par_1", 1)]
        other.rollback()


def test_a_late_commit_is_not_skipped() -> None:
    log = Log()
    subscription = log.subscribed()
    published, commit = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            publish(ParcelScanned(parcel_id="par_slow", number=1))
            published.set()
            assert commit.wait(10)

    def fast() -> None:
        assert published.wait(10)
        scanned("par_fast", 1)
        drain(subscription)
        assert log.taken == [("par_fast", 1)]
        commit.set()

    in_parallel([slow, fast])
    drain(subscription)
    assert log.taken == [("par_fast", 1), ("par_slow", 1)]
    by_id = StoredEvent.objects.order_by("id").values_list("aggregate", flat=True)
    assert list(by_id) == ["par_slow", "par_fast"]


def test_one_sequencer_at_a_time() -> None:
    scanned("par_1", 1)
    locked, done = threading.Event(), threading.Event()

    def rival() -> None:
        with transaction.atomic():
            assert number_committed() == 1
            locked.set()
            assert done.wait(10)

    def second() -> int:
        assert locked.wait(10)
        try:
            return number_committed()
        finally:
            done.set()

    assert in_parallel([rival, second])[1] == 0
    assert queries.head_position() == StoredEvent.objects.get().position


def test_six_racing_writers_keep_order_within_an_aggregate() -> None:
    parcels = [f"par_{number}" for number in range(3)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE counted (parcel text PRIMARY KEY, n int NOT NULL)")
        cursor.execute("INSERT INTO counted SELECT unnest(%s::text[]), 0", [parcels])
    log = Log()
    subscription = log.subscribed()
    writers_left = 6
    left = threading.Lock()

    def write() -> None:
        nonlocal writers_left
        for turn in range(60):
            parcel = parcels[turn % 3]
            with transaction.atomic(), connection.cursor() as own:
                # The aggregate's row lock: what the promise of order rests on.
                own.execute("UPDATE counted SET n = n + 1 WHERE parcel = %s RETURNING n", [parcel])
                publish(ParcelScanned(parcel_id=parcel, number=own.fetchone()[0]))
        with left:
            writers_left -= 1

    def read() -> None:
        while writers_left:
            drain(subscription)

    try:
        in_parallel([write] * 6 + [read])
        drain(subscription)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE counted")
    assert len(log.taken) == 360
    for parcel in parcels:
        assert [n for name, n in log.taken if name == parcel] == list(range(1, 121))


def test_positions_are_given_in_limited_portions() -> None:
    with transaction.atomic():
        for number in range(5):
            publish(ParcelScanned(parcel_id="par_1", number=number))
    assert [number_committed(limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert queries.count_unnumbered() == 0
    events = queries.list_events(events=[ParcelScanned], after=0, limit=10)
    assert [envelope.event.number for envelope in events] == [0, 1, 2, 3, 4]  # type: ignore[attr-defined]
