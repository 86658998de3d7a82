"""The mall's office."""

from __future__ import annotations

import io

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import operator, sold_goods
from tests.domains.factories.stores import make_store
from tradewind.domains.orders.models import Order
from tradewind.domains.payments.models import Settlement
from tradewind.kernel import clock
from tradewind.platform.audit.queries import list_by_subject
from tradewind.platform.events.models import Cursor, ParkedEvent

pytestmark = pytest.mark.django_db


def test_applications_come_first() -> None:
    make_store(name="Aardvark")
    make_store(name="Zebra", status="applied")
    _person, client = operator()
    rows = client.get("/console/mall/").context["rows"]
    assert [row.store.name for row in rows] == ["Zebra", "Aardvark"]


def test_a_seller_is_approved_paused_and_reopened() -> None:
    store = make_store(status="applied")
    person, client = operator()

    def act(step: str) -> str:
        client.post(f"/console/mall/sellers/{store.public_id}/{step}")
        store.refresh_from_db()
        return store.status

    assert act("pause") == "applied"
    assert act("approval") == "open"
    assert act("approval") == "open"
    assert act("pause") == "paused"
    shown = client.get("/console/mall/")
    assert f"/console/mall/sellers/{store.public_id}/reopening" in shown.content.decode()
    assert act("reopening") == "open"
    noted = list_by_subject(subject=store.public_id).items
    assert [(entry.action, entry.actor) for entry in noted] == [
        ("stores.reopen", person.public_id),
        ("stores.pause", person.public_id),
        ("stores.approve", person.public_id),
    ]
    assert client.post("/console/mall/sellers/str_1/approval").status_code == 404


def test_pausing_can_be_taken_back_by_the_toast() -> None:
    store = make_store()
    _person, client = operator()
    answer = client.post(f"/console/mall/sellers/{store.public_id}/pause", follow=True)
    (message,) = answer.context["messages"]
    assert message.extra_tags == f"/console/mall/sellers/{store.public_id}/reopening"
    assert f'action="{message.extra_tags}"' in answer.content.decode()


def test_the_sellers_cost_the_same_however_many(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_store()
    _person, client = operator()
    client.get("/console/mall/")
    with django_assert_num_queries(5):
        client.get("/console/mall/")
    for _ in range(3):
        make_store()
    with django_assert_num_queries(5):
        client.get("/console/mall/")


def test_the_books_balance_after_a_sale() -> None:
    sold_goods()
    _person, client = operator()
    units = client.get("/console/mall/books").context["units"]
    ((unit, rows, together, is_balanced),) = units
    assert (unit, together.minor, is_balanced) == ("CAD", 0, True)
    assert sum(amount.minor for _name, amount in rows) == 0
    assert {name: amount.minor for name, amount in rows}["The mall's share"] == -100


def test_a_settlement_file_is_read_once_and_matches() -> None:
    _store, _variant, order = sold_goods()
    _person, client = operator()
    today = clock.now().date().isoformat()
    file = client.get(f"/sandbox/settlements/CAD/{today}.csv").content
    for _ in range(2):
        answer = client.post("/console/mall/settlements", {"file": io.BytesIO(file)})
        assert answer.status_code == 302
    read = Settlement.objects.get()
    paid = Order.objects.across_stores("a test").get(pk=order.pk).total_minor
    assert (read.gross_minor, read.unmatched) == (paid, 0)
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"kind,reference\nnonsense,1\n"])
def test_a_file_that_can_not_be_read_says_so(content: bytes) -> None:
    _person, client = operator()
    answer = client.post("/console/mall/settlements", {"file": io.BytesIO(content)})
    assert answer.status_code == 422
    assert answer.context["problem"]
    assert not Settlement.objects.exists()


def test_parked_events_are_sent_again_or_skipped_and_noted() -> None:
    person, client = operator()
    Cursor.objects.create(subscription="orders.live", position=9, moved_at=clock.now())
    parked = ParkedEvent.objects.create(
        subscription="orders.live",
        position=9,
        aggregate="ord_1",
        attempts=5,
        error="KeyError: 'x'",
        parked_at=clock.now(),
    )
    said = {"subscription": "orders.live", "aggregate": "ord_1"}
    client.post("/console/mall/events/again", said)
    parked.refresh_from_db()
    assert parked.due_at is not None
    client.post("/console/mall/events/skip", said)
    assert not ParkedEvent.objects.exists()
    client.post("/console/mall/events/skip", said)
    noted = list_by_subject(subject="ord_1").items
    assert [(entry.action, entry.actor) for entry in noted] == [
        ("events.skip", person.public_id),
        ("events.send_again", person.public_id),
    ]
    assert client.get("/console/mall/events").status_code == 200


def test_jobs_show_that_none_failed() -> None:
    _person, client = operator()
    assert b"No job failed" in client.get("/console/mall/jobs").content
    assert client.post("/console/mall/jobs/1/again").status_code == 302
