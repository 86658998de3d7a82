from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.platform.events.parcels import Leg, ParcelPosted, ParcelScanned, Size
from tradewind.kernel import clock
from tradewind.kernel.money import Money
from tradewind.platform.events import (
    Event,
    NoTransaction,
    acting,
    publish,
    publish_all,
    queries,
    together,
)
from tradewind.platform.events.event import DuplicateEvent, UnknownEvent, decode
from tradewind.platform.events.models import StoredEvent
from tradewind.platform.events.sequencer import number_committed

pytestmark = pytest.mark.django_db
# With commits of their own; each costs a new database.
COMMITTING = pytest.mark.django_db(transaction=True)

MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def posted() -> ParcelPosted:
    return ParcelPosted(
        parcel_id="par_1",
        postage=Money(1250, "CAD"),
        posted_at=MOMENT,
        size=Size.LARGE,
        weight_kg=Decimal("2.50"),
        legs=(
            Leg(carrier="post", cost=Money(900, "CAD")),
            Leg(carrier="van", cost=Money(350, "CAD")),
        ),
        tags=["fragile"],
        marks={"red": 2},
    )


@COMMITTING
def test_outside_a_transaction_nothing_is_published() -> None:
    with pytest.raises(NoTransaction):
        publish(posted())
    assert not StoredEvent.objects.exists()


def test_rolled_back_with_its_change() -> None:
    with transaction.atomic():
        publish(posted())
        transaction.set_rollback(True)
    assert not StoredEvent.objects.exists()
    assert number_committed() == 0


def test_every_kind_of_field_comes_back_as_it_went() -> None:
    with clock.frozen_at(MOMENT), acting(request_id="req-1", actor="per_1"), transaction.atomic():
        publish(posted())
    assert number_committed() == 1
    (envelope,) = queries.list_events(events=[ParcelPosted], after=0, limit=10)
    assert envelope.event == posted()
    assert envelope.occurred_at == MOMENT
    assert (envelope.aggregate, envelope.request_id, envelope.actor) == ("par_1", "req-1", "per_1")
    assert envelope.event_id.startswith("evt_")


def test_absent_values_stay_absent() -> None:
    event = ParcelPosted(
        parcel_id="par_1", postage=Money(0, "KRW"), posted_at=MOMENT, tags=[], marks={}
    )
    with transaction.atomic():
        publish(event)
    number_committed()
    assert queries.list_events(events=[ParcelPosted], after=0, limit=10)[0].event == event


@COMMITTING
def test_many_are_one_statement_in_order() -> None:
    scans = [ParcelScanned(parcel_id="par_1", number=number) for number in range(50)]
    with CaptureQueriesContext(connection) as sent, transaction.atomic():
        publish_all(scans)
    assert [query["sql"].split()[0] for query in sent] == ["BEGIN", "INSERT", "COMMIT"]
    number_committed()
    envelopes = queries.list_events(events=[ParcelScanned], after=0, limit=100)
    assert [envelope.event for envelope in envelopes] == scans


def test_together_they_are_one_statement_in_order() -> None:
    with CaptureQueriesContext(connection) as sent, transaction.atomic(), together():
        publish(posted())
        with transaction.atomic(savepoint=False):
            publish(ParcelScanned(parcel_id="par_1", number=1))
    assert len([query for query in sent.captured_queries if "INSERT" in query["sql"]]) == 1
    names = StoredEvent.objects.order_by("id").values_list("name", flat=True)
    assert list(names) == [ParcelPosted.name, ParcelScanned.name]


def test_what_a_savepoint_undoes_is_not_published_together() -> None:
    with transaction.atomic(), together():
        publish(posted())
        with suppress(ValueError), transaction.atomic():
            publish(ParcelScanned(parcel_id="par_1", number=1))
            raise ValueError
    assert [event.name for event in StoredEvent.objects.all()] == [ParcelPosted.name]


@COMMITTING
def test_together_outside_a_transaction_is_refused() -> None:
    with pytest.raises(NoTransaction), together():
        pass


def test_publishing_never_notifies() -> None:
    with CaptureQueriesContext(connection) as sent, transaction.atomic():
        publish(posted())
    assert not [query for query in sent if "notify" in query["sql"].lower()]


def test_an_older_version_is_upgraded() -> None:
    event = decode("tests.parcel_scanned", 1, {"parcel_id": "par_1", "number": 3})
    assert event == ParcelScanned(parcel_id="par_1", number=3, place="unknown")


def test_an_unknown_version_is_said() -> None:
    with pytest.raises(UnknownEvent):
        decode("tests.parcel_scanned", 9, {})


def test_one_name_and_version_is_one_class() -> None:
    with pytest.raises(DuplicateEvent):

        class Impostor(Event):
            name: ClassVar[str] = "tests.parcel_scanned"
            aggregate: ClassVar[str] = "parcel_id"
            version: ClassVar[int] = 2


def test_a_field_an_event_cannot_carry_is_refused() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Vague(Event):
        name: ClassVar[str] = "tests.vague"
        aggregate: ClassVar[str] = "thing"
        thing: Any

    with pytest.raises(TypeError, match="Any"), transaction.atomic():
        publish(Vague(thing=object()))
    assert not StoredEvent.objects.exists()
