"""The mall's banners: to whom they are shown, put away for good, and put up by the office alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import operator
from tests.domains.factories.customers import make_customer
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_store
from tradewind.domains.consent import operations as consent
from tradewind.domains.consent.models import Purpose
from tradewind.domains.customers.models import Customer
from tradewind.domains.identity.models import Person
from tradewind.domains.notices.announcing import change, put_up, take_off
from tradewind.domains.notices.banners import find_banner, forget_banners
from tradewind.domains.notices.models import MallBanner
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.place import Place
from tradewind.platform.audit.queries import list_by_actor

pytestmark = pytest.mark.django_db

ONTARIO = Place("CA", "ON")


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    forget_banners()
    yield
    forget_banners()


def seen(
    person: Person | None = None, *, place: Place = ONTARIO, language: str = "en", **told: Any
) -> str:
    found = find_banner(
        person_id=person.pk if person else None,
        language=language,
        place=place,
        now=told.pop("now", clock.now()),
        **told,
    )
    return found.text if found else ""


def test_a_guest_sees_it_and_puts_it_away_without_script(client: Client) -> None:
    first = put_up(sentence="Free delivery this week", link="/sellers")
    page = client.get("/favourites?tag=a").content.decode()
    assert '<a href="/sellers">Free delivery this week</a>' in page
    assert 'name="next" value="/favourites?tag=a"' in page

    away = client.post(f"/banners/{first.public_id}", {"next": "/favourites?tag=a"})
    assert away.headers["Location"] == "/favourites?tag=a"
    assert away.cookies["tw_dismissed"]["httponly"]
    assert "Free delivery" not in client.get("/favourites").content.decode()
    assert "Free delivery" in Client().get("/favourites").content.decode()

    second = put_up(sentence="Closed on Monday")
    assert "Closed on Monday" in client.get("/favourites").content.decode()
    part = client.post(f"/banners/{second.public_id}", headers={"HX-Request": "true"})
    assert (part.status_code, part.content) == (200, b"")
    page = client.get("/favourites").content.decode()
    assert "Closed on Monday" not in page
    assert "Free delivery" not in page
    client.post("/banners/nonsense; x=y", {"next": "https://evil.example/"})
    assert client.cookies["tw_dismissed"].value == f"{first.public_id}.{second.public_id}"


def test_it_is_for_its_days_its_places_and_its_readers() -> None:
    now = clock.now()
    put_up(sentence="Soon", shown_from=now + timedelta(days=1), shown_until=now + timedelta(days=2))
    assert seen() == ""
    assert seen(now=now + timedelta(days=1)) == "Soon"
    assert seen(now=now + timedelta(days=2)) == ""

    put_up(sentence="Ontario", places=["CA-ON"])
    assert seen() == "Ontario"
    assert seen(place=Place("CA", "QC")) == ""
    assert seen(place=Place("MN")) == ""
    put_up(sentence="Français", languages=["fr"], translations={"fr": {"sentence": "Bonjour"}})
    assert seen(language="fr") == "Bonjour"
    assert seen() == "Ontario"
    member = make_person()
    put_up(sentence="Join us", audience="guests")
    put_up(sentence="Welcome back", audience="members")
    assert (seen(), seen(member)) == ("Join us", "Welcome back")


def test_buyers_are_chosen_only_among_those_who_agreed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    put_up(sentence="For you", audience="buyers")
    stranger, silent, buyer = make_person(), make_person(), make_person()
    for person in (silent, buyer):
        Customer.objects.for_store(
            make_customer(store=make_store(), person=person).store_id
        ).update(orders_count=2)
    for person in (stranger, buyer):
        consent.agree(
            email=person.email,
            person_id=person.pk,
            purpose=Purpose.PERSONALIZATION,
            wording="account.personalization",
            proof={},
        )
    assert [seen(one) for one in (None, stranger, silent, buyer)] == ["", "", "", "For you"]
    with django_assert_num_queries(1):
        seen(buyer)
    with django_assert_num_queries(0):
        seen()
    consent.withdraw(email=buyer.email, purpose=Purpose.PERSONALIZATION)
    assert seen(buyer) == ""


def test_what_is_wrong_is_said_and_nothing_is_kept() -> None:
    now = clock.now()
    wrong: dict[str, dict[str, Any]] = {
        "sentence": {"sentence": " "},
        "link": {"sentence": "A", "link": "//evil.example"},
        "audience": {"sentence": "A", "audience": "dogs"},
        "languages": {"sentence": "A", "languages": ["xx"]},
        "places": {"sentence": "A", "places": ["Canada"]},
        "shown_until": {"sentence": "A", "shown_from": now, "shown_until": now},
        "translations.fr": {"sentence": "A", "translations": {"fr": {"title": "B"}}},
    }
    for name, columns in wrong.items():
        with pytest.raises(InvalidInput) as refused:
            put_up(**columns)
        assert set(refused.value.fields) == {name}
    assert not MallBanner.objects.exists()
    row = put_up(sentence="A")
    with pytest.raises(InvalidInput):
        change(banner_id=row.public_id, sentence="x" * 201)
    take_off(banner_id=row.public_id)
    take_off(banner_id=row.public_id)
    with pytest.raises(NotFound):
        change(banner_id=row.public_id, sentence="B")


def test_the_office_puts_it_up_changes_it_and_takes_it_off() -> None:
    person, office = operator()
    assert "Nothing yet" in office.get("/console/mall/banners").content.decode()
    wrong = office.post("/console/mall/banners/new", {"sentence": "A", "places": "Canada"})
    assert wrong.status_code == 422
    assert 'value="Canada"' in wrong.content.decode()
    fields = {
        "sentence": "Closed on Monday",
        "audience": "all",
        "places": "ca-on، MN",
        "shown_from": "2026-01-01T00:00",
        "sentence_fr": "Fermé lundi",
    }
    assert office.post("/console/mall/banners/new", fields).status_code == 302
    row = MallBanner.objects.get()
    assert row.places == ["CA-ON", "MN"]
    assert "Closed on Monday" in office.get("/console/mall/banners").content.decode()
    one = f"/console/mall/banners/{row.public_id}"
    assert 'value="CA-ON, MN"' in office.get(one).content.decode()
    office.post(one, {**fields, "sentence": "Closed on Tuesday"})
    assert seen() == "Closed on Tuesday"
    office.post(f"{one}/removal")
    assert seen() == ""
    assert {entry.action for entry in list_by_actor(actor=person.public_id).items} >= {
        "notices.put_up",
        "notices.change_banner",
        "notices.take_off_banner",
    }


def test_over_rest() -> None:
    _person, office = operator()
    made = office.post(
        "/api/v1/mall/banners",
        {"sentence": "Hello"},
        headers={"Idempotency-Key": "b1"},
        content_type="application/json",
    )
    assert made.status_code == 201
    banner_id = made.json()["id"]
    shown = Client().get("/api/v1/banners").json()["items"]
    assert shown == [{"id": banner_id, "text": "Hello", "link": ""}]
    assert Client().get(f"/api/v1/banners?dismissed={banner_id}").json()["items"] == []
    one = f"/api/v1/mall/banners/{banner_id}"
    put = office.put(
        one, {"sentence": "Bye"}, headers={"Idempotency-Key": "b2"}, content_type="application/json"
    )
    assert put.json()["sentence"] == "Bye"
    assert office.get("/api/v1/mall/banners").json()["items"][0]["sentence"] == "Bye"
    assert office.delete(one, headers={"Idempotency-Key": "b3"}).json()["items"] == []
