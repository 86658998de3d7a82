"""Gift cards bought over REST."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import make_gift_terms
from tests.domains.factories.payments import make_saved_card
from tradewind.domains.loyalty.models import GiftPurchase
from tradewind.domains.payments.models import Payment, Refund

pytestmark = pytest.mark.django_db

BODY = {
    "minor": 5000,
    "currency": "CAD",
    "recipient": "Lina",
    "email": "lina@example.org",
    "buyer_email": "noor@example.org",
    "country": "CA",
    "region": "ON",
    "provider": "sandbox",
    "source": "tok_pays",
}


@pytest.fixture(autouse=True)
def _terms() -> None:
    make_gift_terms()


def bought(client: Client, *, key: str = "", **more: object) -> tuple[int, Any]:
    headers = {"Idempotency-Key": key} if key else {}
    answer = client.post(
        "/api/v1/gift-cards/purchases",
        {**BODY, **more},
        content_type="application/json",
        headers=headers,
    )
    return answer.status_code, answer.json()


def test_a_guest_buys_reads_and_gives_back(client: Client) -> None:
    offer = client.get("/api/v1/gift-cards/offers/CAD").json()
    assert [one["minor"] for one in offer["amounts"]] == [2_500, 5_000]
    assert client.get("/api/v1/gift-cards/offers/EUR").status_code == 404

    status, told = bought(client)
    assert (status, told["state"], told["amount"]["minor"]) == (201, "paid", 5_000)
    assert "code" not in told
    at = f"/api/v1/gift-cards/purchases/{told['token']}"
    assert client.get(at).json()["was_opened"] is False
    for _ in range(2):
        back = client.post(f"{at}/return", {}, content_type="application/json").json()
        assert (back["state"], back["returned"]["minor"]) == ("cancelled", 5_000)
    assert Refund.objects.count() == 1


def test_the_same_key_buys_once(client: Client) -> None:
    client.force_login(make_person())
    first, second = bought(client, key="k1"), bought(client, key="k1")
    assert first == second
    assert Payment.objects.count() == 1
    assert len(client.get("/api/v1/me/gift-cards").json()["items"]) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"gift_cards": ["AAAA-BBBB-CCCC-DDDD"]},
        {"points": 100},
        {"deposit_minor": 100},
        {"codes": ["SPRING"]},
    ],
)
def test_gift_cards_are_not_paid_by_gift_cards(client: Client, more: dict[str, object]) -> None:
    status, told = bought(client, **more)
    assert (status, told["code"]) == (422, "gift_by_gift")
    assert not Payment.objects.exists()


def test_limits_have_their_codes(client: Client) -> None:
    assert bought(client, minor=1)[1]["code"] == "gift_limit"
    assert bought(client, currency="EUR")[1]["code"] == "gift_not_sold"
    assert bought(client, deliver_at="2026-12-01T10:00:00")[0] == 422
    assert not GiftPurchase.objects.exists()


def test_a_kept_card_pays_for_one(client: Client) -> None:
    person = make_person()
    client.force_login(person)
    card = make_saved_card(person=person)
    status, told = bought(client, source=card.public_id)
    assert (status, told["state"]) == (201, "paid")
    assert bought(Client(), source=card.public_id)[1]["code"] == "payment_card_unknown"
