"""A look stays with the account and comes along to another browser."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.domains.factories.identity import make_person
from tradewind.ui import look

pytestmark = pytest.mark.django_db
WIDE = {"text": "150", "contrast": "more", "links": "underlined", "spacing": "wide", "next": "/"}


def test_a_guest_keeps_it_in_a_cookie_and_it_is_written_into_the_page(client: Client) -> None:
    client.post("/place/look", WIDE)
    page = client.get("/ar/sellers").content.decode()
    assert 'dir="rtl" data-text="150" data-contrast="more" data-links="underlined"' in page
    assert 'data-spacing="wide"' in page
    assert "/place/look" in page


def test_a_member_keeps_it_in_the_account(client: Client) -> None:
    person = make_person()
    client.force_login(person)
    client.post("/place/look", WIDE)
    person.refresh_from_db()
    assert look.told(person.look) == look.chosen(WIDE)


def test_a_member_of_another_choice_is_not_touched_by_a_guest(client: Client) -> None:
    person = make_person(look=look.Look(text="200").cookie())
    client.post("/place/look", WIDE)
    person.refresh_from_db()
    assert look.told(person.look) == look.Look(text="200")
