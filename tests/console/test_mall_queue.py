"""One page over everything that waits for the mall."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import member, operator
from tests.console.test_moderation import fresh, waiting
from tests.domains.factories.engagement import make_review
from tests.domains.factories.identity import make_person
from tests.domains.factories.numbers import fresh_number
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Inspection, Product
from tradewind.domains.catalogue.operations import set_moderation
from tradewind.domains.engagement.models import Appeal, Review
from tradewind.domains.engagement.operations import judging, voting
from tradewind.domains.stores.models import StoreApplication
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db

WHY = "a test"


@pytest.fixture
def office() -> Client:
    set_moderation(look_first=True, actor="per_office")
    return operator()[1]


def screen(client: Client, **query: str) -> Any:
    return client.get(reverse("console:mall_queue"), query).context["screen"]


def kinds(client: Client, **query: str) -> list[str]:
    return [item.waiting.kind.value for item in screen(client, **query).items]


def press(client: Client, item: Any, place: int = 0) -> str:
    """Press one of an item's buttons; where that leads."""
    decision = item.decisions[place]
    answer: Any = client.post(decision.url, dict(decision.fields))
    assert answer.status_code == 302
    return str(answer["Location"])


def reported(times: int = 1) -> Review:
    review = make_review()
    for _ in range(times):
        voting.flag_review(review_id=review.public_id, person_id=make_person().pk, reason="spam")
    return Review.objects.across_stores(WHY).get(pk=review.pk)


def applied() -> StoreApplication:
    return StoreApplication.objects.create(
        business="Birch & Co",
        contact="Ana",
        email=f"ana{fresh_number()}@example.org",
        country="CA",
        currency="CAD",
        sells="Chairs",
        asked_at=clock.now(),
    )


def hidden_and_appealed() -> Appeal:
    review = reported()
    judging.decide(subject_id=review.public_id, keep=False, reason="Spam.", actor="per_x")
    return judging.appeal(
        subject_id=review.public_id,
        text="It is no spam.",
        actor="per_y",
        person_id=review.person_id,
        store_id=None,
    )


def test_every_queue_stands_on_one_page_longest_first(office: Client) -> None:
    knife = waiting(make_store(), "Knife")
    Inspection.objects.across_stores(WHY).update(asked_at=clock.now() - timedelta(days=3))
    reported()
    reported(3)
    hidden_and_appealed()
    applied()
    found = screen(office)
    first, *rest = found.items
    assert (first.waiting.title, first.age, first.is_late) == ("Knife", "waits for 3 days", True)
    assert [item.waiting.kind.value for item in rest] == [
        "review",
        "review",
        "appeal",
        "application",
    ]
    assert [item.waiting.is_hidden for item in rest] == [False, True, True, False]
    assert [link.count for link in found.views] == [5, 1, 2, 0, 1, 1]
    assert found.late == 1
    assert kinds(office, kind="review") == ["review", "review"]
    assert kinds(office, store=knife.store.public_id) == ["product"]
    assert kinds(office, kind="nonsense") == []
    told = office.get("/api/v1/mall/queue").json()
    assert [one["kind"] for one in told["items"]][:2] == ["product", "review"]
    assert told["counts"] == {
        "product": 1,
        "review": 2,
        "question": 0,
        "appeal": 1,
        "application": 1,
    }
    assert len(office.get("/api/v1/mall/queue?kind=review").json()["items"]) == 2


def test_one_press_decides_and_leads_back(office: Client) -> None:
    knife = waiting(make_store(), "Knife")
    (item,) = screen(office, kind="product").items
    assert press(office, item) == f"{reverse('console:mall_queue')}?kind=product"
    assert fresh(knife).status == Product.Status.ACTIVE

    kept, hidden = reported(3), reported()
    keep, hide = screen(office).items
    assert press(office, keep, 0) == reverse("console:mall_queue")
    press(office, hide, 1)
    standings = Review.objects.across_stores(WHY).in_bulk([kept.pk, hidden.pk])
    assert standings[kept.pk].standing == "shown"
    assert standings[hidden.pk].standing == "hidden"
    appeal = hidden_and_appealed()
    (item,) = screen(office).items
    press(office, item, 1)
    appeal.refresh_from_db()
    assert (appeal.state, appeal.answer) == (
        Appeal.State.REVERSED,
        "We looked again and decide otherwise.",
    )
    assert kinds(office) == []
    reported(3)
    (item,) = screen(office).items
    assert b"Advertising or spam" in office.get(item.detail_url).content
    press(office, item, 1)
    assert b"Nothing waits" in office.get(reverse("console:mall_queue")).content


def test_it_costs_the_same_however_much_waits(
    office: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(2):
        waiting(make_store())
        reported()
        hidden_and_appealed()
        applied()
        with django_assert_num_queries(11):
            screen(office)


def test_it_is_the_office_s_alone() -> None:
    seller = member(make_store())[1]
    assert seller.get(reverse("console:mall_queue")).status_code == 404
    assert seller.get("/api/v1/mall/queue").status_code == 404
    assert Client().get("/api/v1/mall/queue").status_code == 401
