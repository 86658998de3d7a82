"""Months of the event table: made ahead, let go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import OperationalError, connection, transaction

from tests.parallel import in_parallel
from tests.platform.events.parcels import Log, ParcelScanned, drain, scanned
from tradewind.kernel import clock
from tradewind.platform.events import cursors, parking, partitions, publish, queries
from tradewind.platform.events.models import StoredEvent
from tradewind.platform.events.sequencer import number_committed

pytestmark = pytest.mark.django_db(transaction=True)


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


def month_of(moment: datetime, number: int) -> None:
    """One numbered event in a month of its own."""
    partitions.create_ahead(today=moment.date(), months=0)
    with clock.frozen_at(moment):
        scanned("par_1", number)
    number_committed()


@pytest.fixture
def _old_months() -> Iterator[None]:
    """January to March of 2021, with one event each."""
    for month in (1, 2, 3):
        month_of(datetime(2021, month, 5, tzinfo=UTC), month)
    yield
    with connection.cursor() as cursor:
        for month in ("01", "02", "03"):
            cursor.execute(f"DROP TABLE IF EXISTS events_event_2021_{month}")


def dropped(kept_months: int) -> list[str]:
    """What goes on a day of April 2021."""
    return partitions.drop_taken(today=date(2021, 4, 9), kept_months=kept_months)


@pytest.mark.usefixtures("_old_months")
class TestOldMonths:
    def test_those_everybody_has_taken_go(self) -> None:
        log = Log()
        drain(log.subscribed())
        assert dropped(0) == []
        assert dropped(3) == []
        assert dropped(2) == ["events_event_2021_01"]
        assert [number for _, number in log.taken] == [1, 2, 3]
        kept = queries.list_events(events=[ParcelScanned], after=0, limit=9)
        assert [envelope.event.number for envelope in kept] == [2, 3]  # type: ignore[attr-defined]
        assert queries.dropped_upto() == log.envelopes[0].position

    def test_what_somebody_has_not_taken_stays_with_all_after_it(self) -> None:
        log = Log()
        drain(log.subscribed())
        cursors.replay("tests.log", log.envelopes[1].position)
        assert dropped(1) == ["events_event_2021_01"]
        assert dropped(1) == []
        drain(log.subscribed())
        assert [number for _, number in log.taken] == [1, 2, 3, 2, 3]
        assert dropped(1) == ["events_event_2021_02"]

    def test_what_is_parked_stays(self) -> None:
        log = Log()
        log.refused = {("par_1", 1)}
        drain(log.subscribed())
        assert dropped(1) == []
        assert queries.count_parked() == 3
        for _ in range(3):
            parking.skip(subscription="tests.log", aggregate="par_1")
        assert dropped(1) == ["events_event_2021_01", "events_event_2021_02"]

    def test_what_was_committed_and_not_numbered_stays(self) -> None:
        drain(Log().subscribed())
        with clock.frozen_at(datetime(2021, 1, 6, tzinfo=UTC)):
            scanned("par_1", 4)
        assert dropped(1) == []

    def test_publishers_are_not_kept_waiting(self) -> None:
        """An open transaction holds the table: the month stays for another night."""
        drain(Log().subscribed())

        def give_up() -> None:
            with pytest.raises(OperationalError):
                dropped(1)

        with transaction.atomic():
            publish(ParcelScanned(parcel_id="par_9", number=9))
            in_parallel([give_up])
        assert queries.dropped_upto() == 0
