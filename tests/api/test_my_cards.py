"""Kept cards over REST: read, named, preferred, removed, and as the source of a payment."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.domains.factories.checkout import ADDRESS, make_goods
from tests.domains.factories.identity import make_person
from tests.domains.factories.payments import make_saved_card
from tradewind.domains.checkout import operations
from tradewind.domains.checkout.operations import Details
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.identity.models import Person
from tradewind.domains.payments.adapters.sandbox.models import SandboxCard
from tradewind.domains.payments.models import Payment, SavedCard
from tradewind.domains.payments.operations import keep_card

pytestmark = pytest.mark.django_db

JSON = "application/json"


@pytest.fixture
def person() -> Person:
    return make_person()


@pytest.fixture
def member(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def paid(member: Client, person: Person, **body: object) -> tuple[int, Any]:
    cart = operations.open_cart(
        currency="CAD", country="CA", region="ON", language="en", person_id=person.pk
    )
    operations.add_line(cart=cart, variant_id=make_goods().public_id)
    checkout = operations.begin(
        cart=cart, details=Details(email=person.email, country="CA", address=ADDRESS)
    )
    total = quote_checkout(checkout=checkout).total
    answer = member.post(
        f"/api/v1/checkouts/{checkout.public_id}/payment",
        {
            "provider": "sandbox",
            "agreed_total": {"minor": total.minor, "currency": total.currency},
            **body,
        },
        content_type=JSON,
    )
    return answer.status_code, answer.json()


def test_a_card_is_kept_read_changed_and_removed(member: Client, person: Person) -> None:
    status, told = paid(member, person, source="tok_pays", keep_card=True)
    assert (status, told["state"]) == (200, "confirmed")
    keep_card(payment_id=Payment.objects.get().public_id)

    (card,) = member.get("/api/v1/me/cards").json()["items"]
    assert {key: card[key] for key in ("brand", "last_four", "is_default", "is_usable")} == {
        "brand": "visa",
        "last_four": "4242",
        "is_default": True,
        "is_usable": True,
    }
    assert not {"token", "digest", "fingerprint"} & card.keys()
    at = f"/api/v1/me/cards/{card['id']}"
    (named,) = member.patch(at, {"label": "Work"}, content_type=JSON).json()["items"]
    assert named["label"] == "Work"
    assert member.patch(at, {}, content_type=JSON).status_code == 422
    assert member.delete(at).json() == {"items": []}
    assert not SavedCard.objects.exists()


def test_a_card_s_id_is_the_source_of_a_payment(member: Client, person: Person) -> None:
    card = make_saved_card(person=person)
    status, told = paid(member, person, source=card.public_id)
    assert (status, told["state"]) == (200, "confirmed")
    assert Payment.objects.order_by("-pk")[0].card == card.public_id


def test_a_bank_that_asks_is_told_as_a_page_to_visit(member: Client, person: Person) -> None:
    card = make_saved_card(person=person, next_time="asks")
    status, told = paid(member, person, source=card.public_id)
    assert (status, told["state"]) == (200, "held")
    assert "/sandbox/pay/" in told["redirect_url"]


def test_another_s_card_is_as_if_it_was_not_there(member: Client, person: Person) -> None:
    other = make_saved_card(person=make_person())
    status, told = paid(member, person, source=other.public_id)
    assert (status, told["code"]) == (404, "payment_card_unknown")
    assert (
        member.patch(
            f"/api/v1/me/cards/{other.public_id}", {"label": "Mine"}, content_type=JSON
        ).status_code
        == 404
    )
    assert member.delete(f"/api/v1/me/cards/{other.public_id}").json() == {"items": []}
    assert SavedCard.objects.get() == other
    assert SandboxCard.objects.get().detached_at is None


def test_an_expired_card_is_refused_with_its_code(member: Client, person: Person) -> None:
    card = make_saved_card(person=person)
    SavedCard.objects.update(expires_year=2020)
    status, told = paid(member, person, source=card.public_id)
    assert (status, told["code"]) == (409, "payment_card_expired")
    assert card.last_four in told["title"]


def test_a_guest_keeps_no_card(client: Client) -> None:
    assert client.get("/api/v1/me/cards").status_code == 401
