"""The checkout's parts fold to a line when they are done, by forms alone and by htmx."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.domains.factories.checkout import make_goods
from tradewind.domains.checkout.models import Checkout
from tradewind.storefront.checkout.steps import CONTACT, DELIVERY, PAYMENT, steps

pytestmark = pytest.mark.django_db

CONTACT_TYPED = {"email": "noor@example.org", "country": "CA", "address.country_area": "ON"}
ALL_TYPED = {
    **CONTACT_TYPED,
    "address.name": "Noor Haddad",
    "address.street_address": "12 Water Street",
    "address.city": "Toronto",
    "address.postal_code": "M5V 2T6",
}


@pytest.fixture
def shopper(client: Client) -> Client:
    client.post("/cart/lines", {"variant": make_goods().public_id, "quantity": "1"})
    client.get("/checkout")
    return client


def open_steps(answer: HttpResponse) -> set[str]:
    page = answer.content.decode()
    return {name for name, rest in re.findall(r'id="step-(\w+)"([^>]*)>', page) if "open" in rest}


def go_on(client: Client, step: str, typed: dict[str, str], **headers: str) -> HttpResponse:
    answer: HttpResponse = client.post(
        "/checkout/details", {**typed, "done": step}, headers=headers
    )
    return answer


def test_at_first_everything_is_open(shopper: Client) -> None:
    answer = shopper.get("/checkout")
    assert open_steps(answer) == {"contact", "delivery"}
    assert 'href="/account/login/?next=%2Fcheckout"' in answer.content.decode()


def test_contact_folds_to_the_address_and_is_kept(shopper: Client) -> None:
    answer = go_on(shopper, "contact", CONTACT_TYPED)
    page = answer.content.decode()
    assert (answer.status_code, open_steps(answer)) == (200, {"delivery"})
    assert '<span class="step-said"><bdi>noor@example.org</bdi></span>' in page
    assert "<title>" in page
    assert Checkout.objects.get().email == "noor@example.org"
    # What is folded is still sent with the form.
    assert 'name="email"' in page
    assert open_steps(shopper.get("/checkout")) == {"delivery"}


def test_what_is_wrong_keeps_it_open(shopper: Client) -> None:
    answer = go_on(shopper, "contact", {**CONTACT_TYPED, "email": "noor"})
    assert (answer.status_code, open_steps(answer)) == (422, {"contact", "delivery"})
    assert 'value="noor"' in answer.content.decode()
    assert Checkout.objects.get().email == ""


def test_delivery_folds_to_who_where_and_when(shopper: Client) -> None:
    answer = go_on(shopper, "delivery", ALL_TYPED)
    page = answer.content.decode()
    assert open_steps(answer) == set()
    assert "Noor Haddad, 12 Water Street, Toronto · by " in page
    assert re.search(r'id="step-payment-title"[^>]* autofocus', page)


def test_a_gap_in_the_address_is_named(shopper: Client) -> None:
    answer = go_on(shopper, "delivery", {**ALL_TYPED, "address.city": ""})
    assert (answer.status_code, open_steps(answer)) == (422, {"delivery"})
    assert 'aria-invalid="true"' in answer.content.decode()


def test_another_way_of_delivery_does_not_close_what_one_is_in(shopper: Client) -> None:
    typed = {**ALL_TYPED, "folded": "contact"}
    answer = shopper.post("/checkout/details", typed, headers={"HX-Request": "true"})
    assert open_steps(answer) == {"delivery"}
    assert "<title>" not in answer.content.decode()


def test_paying_with_a_gap_opens_only_where_it_is(shopper: Client) -> None:
    answer = shopper.post("/checkout", {**ALL_TYPED, "address.postal_code": "x"})
    assert (answer.status_code, open_steps(answer)) == (422, {"delivery"})


@pytest.mark.parametrize(
    ("done", "faults", "folded", "following"),
    [
        (set(), [], set(), CONTACT),
        ({CONTACT}, [], {CONTACT}, DELIVERY),
        ({DELIVERY}, [], {DELIVERY}, CONTACT),
        ({CONTACT, DELIVERY}, [], {CONTACT, DELIVERY}, PAYMENT),
        ({CONTACT, DELIVERY}, ["email"], {DELIVERY}, CONTACT),
        ({CONTACT, DELIVERY}, ["phone"], {CONTACT}, DELIVERY),
        ({CONTACT, DELIVERY}, ["note"], {CONTACT, DELIVERY}, PAYMENT),
    ],
)
def test_what_folds_and_where_one_goes_on(
    done: set[str], faults: list[str], folded: set[str], following: str
) -> None:
    made = steps(said={}, done=done, foldable=(CONTACT, DELIVERY), faults=faults, went_on=True)
    assert {name for name, step in made.items() if step.is_folded} == folded
    assert [name for name, step in made.items() if step.is_next] == [following]
