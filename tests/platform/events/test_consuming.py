"""Delivery: exactly once, shared by workers, poison kept to its aggregate, replay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.parallel import in_parallel
from tests.platform.events.parcels import Log, ParcelScanned, drain, scanned
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.platform.events import (
    BEGINNING,
    NOW,
    Envelope,
    Subscription,
    acting,
    cursors,
    parking,
    publish,
    publish_all,
    queries,
)
from tradewind.platform.events.consumer import Pass, consume
from tradewind.platform.events.models import Cursor, ParkedEvent
from tradewind.platform.events.sequencer import number_committed

pytestmark = pytest.mark.django_db
# With commits of their own; each costs a new database.
COMMITTING = pytest.mark.django_db(transaction=True)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_subscriber_added_later_starts_where_it_says() -> None:
    scanned("par_1", 1)
    number_committed()
    old, new = Log(), Log()
    from_beginning = old.subscribed("tests.old", BEGINNING)
    from_now = new.subscribed("tests.new", NOW)
    scanned("par_1", 2)
    for subscription in (from_beginning, from_now):
        drain(subscription)
    assert old.taken == [("par_1", 1), ("par_1", 2)]
    assert new.taken == [("par_1", 2)]


def test_effect_and_cursor_are_one() -> None:
    """A worker that dies after the effect and before the commit leaves neither behind."""
    log = Log()
    subscription = log.subscribed()
    scanned("par_1", 1)
    number_committed()
    with transaction.atomic():
        assert consume(subscription) is Pass.MOVED
        transaction.set_rollback(True)
    assert Cursor.objects.get().position == 0
    drain(subscription)
    assert log.taken == [("par_1", 1), ("par_1", 1)]
    assert Cursor.objects.get().position == queries.head_position()


@COMMITTING
def test_two_workers_share_without_doubling() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE effects (position bigint NOT NULL)")

    def effect(event: ParcelScanned, envelope: Envelope) -> None:
        with connection.cursor() as own:
            own.execute("INSERT INTO effects VALUES (%s)", [envelope.position])

    subscriptions = [
        Subscription(
            name=f"tests.shared{n}", handles={ParcelScanned: effect}, start=BEGINNING, batch_size=7
        )
        for n in range(3)
    ]
    cursors.ensure(subscriptions)
    with transaction.atomic():
        publish_all([ParcelScanned(parcel_id=f"par_{n % 5}", number=n) for n in range(200)])
    number_committed()

    def work() -> None:
        while any(consume(subscription) is not Pass.EMPTY for subscription in subscriptions):
            pass

    try:
        in_parallel([work] * 4)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), count(DISTINCT position) FROM effects")
            assert cursor.fetchone() == (600, 200)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE effects")


@COMMITTING
def test_a_subscription_held_by_another_worker_is_left_alone() -> None:
    log = Log()
    subscription = log.subscribed()
    scanned("par_1", 1)
    number_committed()
    with transaction.atomic():
        cursors.claim(subscription)
        assert in_parallel([lambda: consume(subscription)]) == [Pass.HELD]
    assert log.taken == []


def test_poison_parks_its_aggregate_only() -> None:
    log = Log()
    subscription = log.subscribed()
    other = Log()
    unaffected = other.subscribed("tests.other")
    log.refused = {("par_bad", 2)}
    for number in (1, 2, 3):
        scanned("par_bad", number)
        scanned("par_good", number)
    drain(subscription)
    assert [scan for scan in log.taken if scan[0] == "par_good"][-3:] == [
        ("par_good", 1),
        ("par_good", 2),
        ("par_good", 3),
    ]
    assert ("par_bad", 3) not in log.taken
    scanned("par_bad", 4)
    drain(subscription)
    drain(unaffected)
    assert len(other.taken) == 7
    parked = queries.list_parked(subscription="tests.log").items
    assert [(row.aggregate, row.attempts, row.error) for row in parked] == [
        ("par_bad", 1, "ValueError: unreadable scan"),
        ("par_bad", 0, ""),
        ("par_bad", 0, ""),
    ]
    assert [row.due_at is not None for row in parked] == [True, False, False]
    (state,) = [s for s in queries.list_subscription_states() if s.name == "tests.log"]
    assert (state.parked, state.lag) == (3, 0)


def test_what_a_failing_handler_wrote_is_undone() -> None:
    def write_and_fail(event: ParcelScanned, envelope: Envelope) -> None:
        Cursor.objects.create(subscription=f"effect {event.number}", position=0, moved_at=NOON)
        if event.number == 2:
            raise ValueError("after the write")

    subscription = Subscription(
        name="tests.writer", handles={ParcelScanned: write_and_fail}, start=BEGINNING
    )
    cursors.ensure([subscription])
    for number in (1, 2):
        scanned(f"par_{number}", number)
    drain(subscription)
    effects = Cursor.objects.filter(subscription__startswith="effect")
    assert list(effects.values_list("subscription", flat=True)) == ["effect 1"]


@COMMITTING
def test_a_violated_deferred_constraint_parks_too() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE once (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)")

    def twice(event: ParcelScanned, envelope: Envelope) -> None:
        with connection.cursor() as own:
            own.execute("INSERT INTO once VALUES (%s)", [event.number])

    subscription = Subscription(name="tests.once", handles={ParcelScanned: twice}, start=BEGINNING)
    cursors.ensure([subscription])
    try:
        scanned("par_1", 1)
        scanned("par_2", 1)
        scanned("par_3", 3)
        drain(subscription)
        (parked,) = queries.list_parked().items
        assert (parked.aggregate, parked.error.split(":")[0]) == ("par_2", "IntegrityError")
        assert IntegrityError.__name__ in parked.error
        assert "DETAIL" not in parked.error
        with connection.cursor() as cursor:
            cursor.execute("SELECT array_agg(n ORDER BY n) FROM once")
            assert cursor.fetchone() == ([1, 3],)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE once")


def test_sent_again_by_hand_in_order() -> None:
    log = Log()
    subscription = log.subscribed()
    log.refused = {("par_1", 1)}
    for number in (1, 2, 3):
        scanned("par_1", number)
    drain(subscription)
    assert log.taken == []
    drain(subscription)
    assert log.taken == []
    log.refused = set()
    parking.send_again(subscription="tests.log", aggregate="par_1")
    drain(subscription)
    assert log.taken == [("par_1", 1), ("par_1", 2), ("par_1", 3)]
    assert not ParkedEvent.objects.exists()
    scanned("par_1", 4)
    drain(subscription)
    assert log.taken[-1] == ("par_1", 4)


def test_tried_by_itself_with_growing_pauses_then_left_to_a_hand() -> None:
    log = Log()
    subscription = log.subscribed()
    log.refused = {("par_1", 1)}
    moment = NOON
    with clock.frozen_at(moment):
        scanned("par_1", 1)
        drain(subscription)
    for attempts, minutes in ((2, 1), (3, 4), (4, 16), (5, 64)):
        too_early = moment + timedelta(minutes=minutes, seconds=-1)
        moment += timedelta(minutes=minutes)
        with clock.frozen_at(too_early):
            drain(subscription)
        assert ParkedEvent.objects.get().attempts == attempts - 1
        with clock.frozen_at(moment):
            drain(subscription)
        assert ParkedEvent.objects.get().attempts == attempts
    assert ParkedEvent.objects.get().due_at is None
    assert log.taken == []


def test_skipped_for_good() -> None:
    log = Log()
    subscription = log.subscribed()
    log.refused = {("par_1", 1)}
    for number in (1, 2):
        scanned("par_1", number)
    drain(subscription)
    parking.skip(subscription="tests.log", aggregate="par_1")
    drain(subscription)
    assert log.taken == [("par_1", 2)]
    with pytest.raises(NotFound):
        parking.skip(subscription="tests.log", aggregate="par_1")
    with pytest.raises(NotFound):
        parking.send_again(subscription="tests.unknown", aggregate="par_1")


def test_replay_delivers_again_from_a_position() -> None:
    log = Log()
    subscription = log.subscribed()
    for number in (1, 2, 3):
        scanned("par_1", number)
    drain(subscription)
    second = log.envelopes[1].position
    log.taken.clear()
    cursors.replay("tests.log", second)
    drain(subscription)
    assert log.taken == [("par_1", 2), ("par_1", 3)]


def test_replay_forgets_what_was_parked_after_it() -> None:
    log = Log()
    subscription = log.subscribed()
    log.refused = {("par_1", 2)}
    for number in (1, 2, 3):
        scanned("par_1", number)
    drain(subscription)
    log.refused, log.taken = set(), []
    cursors.replay("tests.log", 1)
    drain(subscription)
    assert log.taken == [("par_1", 1), ("par_1", 2), ("par_1", 3)]
    assert not ParkedEvent.objects.exists()


def test_replay_never_moves_forward() -> None:
    log = Log()
    subscription = log.subscribed()
    scanned("par_1", 1)
    number_committed()
    cursors.replay("tests.log", 1_000_000)
    drain(subscription)
    assert log.taken == [("par_1", 1)]


def test_batches_arrive_whole_and_fail_singly() -> None:
    batches: list[list[int]] = []

    def index(envelopes: list[Envelope]) -> None:
        numbers = [envelope.event.number for envelope in envelopes]  # type: ignore[attr-defined]
        if 3 in numbers:
            raise ValueError("no room")
        batches.append(numbers)

    subscription = Subscription(
        name="tests.index", batch=index, events=(ParcelScanned,), start=BEGINNING, batch_size=4
    )
    cursors.ensure([subscription])
    for number in range(6):
        scanned(f"par_{number}", number)
    drain(subscription)
    assert batches == [[0], [1], [2], [4, 5]]
    assert [row.aggregate for row in queries.list_parked().items] == ["par_3"]


def test_an_event_published_by_a_handler_carries_the_cause_on() -> None:
    def react(event: ParcelScanned, envelope: Envelope) -> None:
        if event.number == 1:
            publish(ParcelScanned(parcel_id="par_2", number=2))

    subscription = Subscription(name="tests.chain", handles={ParcelScanned: react}, start=BEGINNING)
    cursors.ensure([subscription])
    with acting(request_id="req-7", actor="per_7"):
        scanned("par_1", 1)
    drain(subscription)
    drain(subscription)
    first, second = queries.list_events(events=[ParcelScanned], after=0, limit=5)
    assert (second.aggregate, second.request_id, second.actor) == ("par_2", "req-7", "per_7")
    assert second.position > first.position


def test_a_subscription_says_either_handlers_or_a_batch() -> None:
    with pytest.raises(ValueError, match=r"tests\.both"):
        Subscription(name="tests.both", start=NOW)
    with pytest.raises(ValueError, match=r"tests\.both"):
        Subscription(name="tests.both", start=NOW, batch=lambda envelopes: None)
