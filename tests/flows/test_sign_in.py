"""What signing in brings together."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.domains.factories.checkout import make_cart, make_checkout, make_goods, pay
from tradewind.domains.checkout.models import Cart
from tradewind.domains.customers.models import Customer
from tradewind.domains.identity.models import Person
from tradewind.domains.identity.operations import register
from tradewind.domains.orders.models import Purchase
from tradewind.flows.sign_in import welcome

pytestmark = pytest.mark.django_db

EMAIL = "noor@example.org"  # as the checkout factory fills in
PASSWORD = "a quiet harbour"


def sign_in(client: Client) -> Person:
    person = register(email=EMAIL.upper(), password=PASSWORD)
    answer = client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    assert answer.status_code == 302
    return person


def test_the_guest_s_cart_becomes_the_member_s(client: Client) -> None:
    guest = make_cart(make_goods(), quantity=2)
    client.cookies["tw_cart"] = guest.token

    person = sign_in(client)

    guest.refresh_from_db()
    assert guest.person == person
    assert client.cookies["tw_cart"].value == ""


def test_lines_join_the_cart_a_member_left_on_another_device(client: Client) -> None:
    first, second = make_goods(), make_goods()
    person = register(email=EMAIL, password=PASSWORD)
    own = make_cart(first)
    Cart.objects.filter(pk=own.pk).update(person=person)
    guest = make_cart(first, second, quantity=3)

    welcome(person_id=person.pk, cart_token=guest.token)
    welcome(person_id=person.pk, cart_token=guest.token)

    assert {line.variant_id: line.quantity for line in own.lines.all()} == {
        first.pk: 3,
        second.pk: 3,
    }


def test_what_was_bought_as_a_guest_is_theirs(client: Client) -> None:
    pay(make_checkout(make_goods()))

    person = sign_in(client)

    assert Purchase.objects.get().person == person
    assert Customer.objects.across_stores("test").get().person == person
    listed = client.get("/api/v1/me/purchases").json()
    assert len(listed["items"]) == 1


def test_nothing_moves_to_somebody_who_only_says_the_address_is_theirs() -> None:
    pay(make_checkout(make_goods()))
    eve = register(email="eve@example.org", password=PASSWORD)
    Person.objects.filter(pk=eve.pk).update(email=EMAIL)

    welcome(person_id=eve.pk, cart_token="")

    assert Purchase.objects.get().person is None


def test_a_member_s_purchase_never_changes_hands() -> None:
    owner = register(email="maya@example.org", password=PASSWORD)
    checkout = make_checkout(make_goods())
    Cart.objects.filter(pk=checkout.cart_id).update(person=owner)
    checkout.cart.refresh_from_db()
    pay(checkout)
    noor = register(email=EMAIL, password=PASSWORD)

    welcome(person_id=noor.pk, cart_token="")

    assert Purchase.objects.get().person == owner


def test_another_member_s_cart_can_t_be_taken_by_its_token() -> None:
    owner = register(email="maya@example.org", password=PASSWORD)
    theirs = make_cart(make_goods())
    Cart.objects.filter(pk=theirs.pk).update(person=owner)
    noor = register(email=EMAIL, password=PASSWORD)

    welcome(person_id=noor.pk, cart_token=theirs.token)

    theirs.refresh_from_db()
    assert theirs.person == owner
    assert not Cart.objects.filter(person=noor).exists()
