"""Several subscriptions in one transaction: read once, and nobody pays for another's trouble."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.parallel import in_parallel
from tests.platform.events.parcels import Log, ParcelScanned, drain, scanned
from tradewind.platform.events import (
    BEGINNING,
    Envelope,
    Subscription,
    cursors,
    publish_all,
    queries,
)
from tradewind.platform.events.consumer import Pass
from tradewind.platform.events.models import Cursor
from tradewind.platform.events.sequencer import number_committed
from tradewind.platform.events.sharing import consume_together

pytestmark = pytest.mark.django_db
COMMITTING = pytest.mark.django_db(transaction=True)


def consume(*subscriptions: Subscription) -> list[Pass]:
    number_committed()
    done = consume_together(subscriptions, upto=queries.head_position())
    return [done[each] for each in subscriptions]


def test_many_cost_as_many_statements_as_one() -> None:
    logs = [Log() for _ in range(6)]
    subscriptions = [log.subscribed(f"tests.log{n}") for n, log in enumerate(logs)]
    scanned("par_1", 1)
    number_committed()
    head = queries.head_position()
    with CaptureQueriesContext(connection) as captured:
        consume_together(subscriptions, upto=head)
    own = [q["sql"] for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]]
    # The cursors, what is parked, the events, the cursors again.
    assert len(own) == 4
    assert "FOR UPDATE SKIP LOCKED" in own[0]
    assert [log.taken for log in logs] == [[("par_1", 1)]] * 6
    assert {row.position for row in Cursor.objects.all()} == {head}


def test_each_gets_only_what_it_has_not_had() -> None:
    ahead, behind = Log(), Log()
    first = ahead.subscribed("tests.ahead")
    scanned("par_1", 1)
    drain(first)
    second = behind.subscribed("tests.behind")
    scanned("par_1", 2)
    assert consume(first, second) == [Pass.EMPTY, Pass.EMPTY]
    assert ahead.taken == [("par_1", 1), ("par_1", 2)]
    assert behind.taken == [("par_1", 1), ("par_1", 2)]


def test_a_long_stream_comes_in_batches_of_the_smallest() -> None:
    large, small = Log(), Log()
    first = large.subscribed("tests.large")
    second = Subscription(
        name="tests.small", handles={ParcelScanned: small.take}, start=BEGINNING, batch_size=2
    )
    cursors.ensure([second])
    for number in range(5):
        scanned(f"par_{number}", number)
    assert consume(first, second) == [Pass.MOVED, Pass.MOVED]
    assert (len(large.taken), len(small.taken)) == (2, 2)
    assert consume(first, second) == [Pass.MOVED, Pass.MOVED]
    assert consume(first, second) == [Pass.EMPTY, Pass.EMPTY]
    assert large.taken == small.taken
    assert [number for _, number in small.taken] == [0, 1, 2, 3, 4]


def test_one_s_trouble_is_not_another_s() -> None:
    good, bad = Log(), Log()
    bad.refused = {("par_1", 1)}
    subscriptions = good.subscribed("tests.good"), bad.subscribed("tests.bad")
    for number in (1, 2):
        scanned("par_1", number)
        scanned("par_2", number)
    consume(*subscriptions)
    # Once in the shared batch, which was rolled back with the other, and once by itself.
    assert good.taken[-4:] == [("par_1", 1), ("par_2", 1), ("par_1", 2), ("par_2", 2)]
    assert [scan for scan in bad.taken if scan[0] == "par_1"] == []
    parked = queries.list_parked().items
    assert {(row.subscription, row.aggregate) for row in parked} == {("tests.bad", "par_1")}
    assert len(parked) == 2

    taken = len(good.taken)
    scanned("par_1", 3)
    scanned("par_2", 3)
    consume(*subscriptions)
    assert good.taken[taken:] == [("par_1", 3), ("par_2", 3)]
    assert bad.taken[-1] == ("par_2", 3)
    assert [row.aggregate for row in queries.list_parked().items] == ["par_1"] * 3


def test_an_event_no_class_declares_is_parked_for_those_who_want_it() -> None:
    log, other = Log(), Log()
    subscriptions = log.subscribed(), other.subscribed("tests.other")
    scanned("par_1", 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_event SET version = 77")
    scanned("par_2", 1)
    consume(*subscriptions)
    assert log.taken == other.taken == [("par_2", 1)]
    assert sorted(row.subscription for row in queries.list_parked().items) == [
        "tests.log",
        "tests.other",
    ]


@COMMITTING
def test_what_another_worker_holds_is_left_to_it() -> None:
    free, taken = Log(), Log()
    first, second = free.subscribed("tests.free"), taken.subscribed("tests.taken")
    scanned("par_1", 1)
    number_committed()
    with transaction.atomic():
        cursors.claim(second)
        assert in_parallel([lambda: consume(first, second)]) == [[Pass.EMPTY, Pass.HELD]]
    assert (len(free.taken), len(taken.taken)) == (1, 0)
    consume(first, second)
    assert (len(free.taken), len(taken.taken)) == (1, 1)


@COMMITTING
def test_workers_in_parallel_neither_lose_nor_double_an_effect() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE effects (name text NOT NULL, position bigint NOT NULL)")

    def effect(name: str) -> Subscription:
        def leave(event: ParcelScanned, envelope: Envelope) -> None:
            if name == "tests.c" and event.number == 50:
                raise ValueError("unreadable scan")
            with connection.cursor() as own:
                own.execute("INSERT INTO effects VALUES (%s, %s)", [name, envelope.position])

        return Subscription(
            name=name, handles={ParcelScanned: leave}, start=BEGINNING, batch_size=9
        )

    subscriptions = [effect(f"tests.{name}") for name in "abc"]
    cursors.ensure(subscriptions)
    with transaction.atomic():
        publish_all([ParcelScanned(parcel_id=f"par_{n}", number=n) for n in range(150)])
    number_committed()

    def work() -> None:
        while set(consume(*subscriptions)) != {Pass.EMPTY}:
            pass

    try:
        in_parallel([work] * 4)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, count(*), count(DISTINCT position) FROM effects GROUP BY 1 ORDER BY 1"
            )
            assert cursor.fetchall() == [
                ("tests.a", 150, 150),
                ("tests.b", 150, 150),
                ("tests.c", 149, 149),
            ]
        assert [row.aggregate for row in queries.list_parked().items] == ["par_50"]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE effects")
