"""What a person keeps here, over REST."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.api.test_first_sale import call
from tests.domains.factories.customers import TORONTO, make_address
from tests.domains.factories.identity import make_person
from tradewind.domains.consent.queries import may_send
from tradewind.domains.identity.models import Person
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client: Client) -> Person:
    person = make_person()
    client.force_login(person)
    return person


def test_a_profile_is_changed_in_part(client: Client, me: Person) -> None:
    answer = call(client, "PATCH", "/me", {"name": " Noor ", "phone": "(416) 555-0199"})
    assert answer.status_code == 200
    assert answer.json() == {
        "id": me.public_id,
        "email": me.email,
        "name": "Noor",
        "phone": "+14165550199",
        "language": "en",
        "currency": "",
        "time_zone": "UTC",
        "shown_currency": "",
        "place": "",
    }
    wrong = call(client, "PATCH", "/me", {"language": "xx", "time_zone": "Mars"})
    assert (wrong.status_code, set(wrong.json()["fields"])) == (422, {"language", "time_zone"})


def test_addresses_are_one_s_own(client: Client, me: Person) -> None:
    body = {"country": "CA", "fields": dict(TORONTO), "label": "Home"}
    added = call(client, "POST", "/me/addresses", body)
    assert (added.status_code, added.json()["is_default"]) == (201, True)
    theirs = make_address(person=make_person()).public_id
    assert call(client, "PUT", f"/me/addresses/{theirs}", body).status_code == 404
    left = call(client, "DELETE", f"/me/addresses/{added.json()['id']}").json()
    assert left == {"items": []}


def test_news_are_agreed_to_and_taken_back(client: Client, me: Person) -> None:
    call(client, "POST", "/me/consents", {"purpose": "marketing"})
    assert may_send(email=me.email, now=clock.now())
    [given] = call(client, "GET", "/me/consents").json()["items"]
    assert (given["basis"], given["stands"]) == ("express", True)
    assert given["wording"].startswith("Send me news")
    [gone] = call(client, "DELETE", "/me/consents/marketing").json()["items"]
    assert not gone["stands"]
    assert not may_send(email=me.email, now=clock.now())


def test_strangers_have_no_me(client: Client) -> None:
    for path in ("/me", "/me/addresses", "/me/consents", "/me/notices"):
        assert call(client, "GET", path).status_code == 401
