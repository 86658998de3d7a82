"""Points, deposit and gift cards over REST."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import hold, make_card, make_points, make_terms, points
from tradewind.domains.identity.models import Person
from tradewind.domains.loyalty import code_delivery, operations
from tradewind.domains.loyalty.models import Contact, OneTimeCode, TopUp
from tradewind.kernel.money import Money
from tradewind.platform.secrets import encrypt

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client: Client) -> Person:
    operations.set_deposit_terms(
        least=Money(1_000, "CAD"), most=Money(20_000, "CAD"), most_held=Money(30_000, "CAD")
    )
    make_terms()
    person = make_person()
    client.force_login(person)
    return person


def post(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.post(f"/api/v1{path}", body, content_type="application/json")


def test_my_points_and_how_they_moved(client: Client, me: Person) -> None:
    wallet = operations.wallet_of_person(person_id=me.pk)
    make_points(wallet=wallet, points=900)
    hold(points(200), wallet=wallet)

    told = client.get("/api/v1/me/mileage?currency=CAD").json()
    assert (told["points"], told["worth"]["minor"], told["owed"]) == (700, 700, 0)
    moves = client.get("/api/v1/me/mileage/statement").json()["items"]
    assert [(row["kind"], row["amount"]["minor"]) for row in moves] == [
        ("mileage_held", -200),
        ("mileage_awarded", 900),
    ]
    only = client.get("/api/v1/me/mileage/statement?only=nonsense")
    assert only.status_code == 422


def test_paying_in_and_back(client: Client, me: Person) -> None:
    body = {"minor": 5_000, "currency": "CAD", "provider": "sandbox", "source": "tok_pays"}
    paid = post(client, "/me/deposit/top-ups", body)
    assert (paid.status_code, paid.json()["state"]) == (201, "credited")
    (kept,) = client.get("/api/v1/me/deposit?currency=CAD").json()["items"]
    assert kept["withdrawable"]["minor"] == 5_000
    back = post(client, "/me/deposit/withdrawals", {"minor": 6_000, "currency": "CAD"})
    assert (back.status_code, back.json()["code"]) == (409, "deposit_withdrawal_too_large")
    assert back.json()["details"]["most"]["minor"] == 5_000
    assert post(client, "/me/deposit/withdrawals", {"minor": 5_000, "currency": "CAD"})
    assert TopUp.objects.get().withdrawn_minor == 5_000


def test_a_gift_card_tells_its_balance_to_who_knows_the_code(client: Client) -> None:
    issued = make_card(amount="12.50")
    told = post(client, "/gift-cards/balance", {"code": issued.code.lower()}).json()
    assert told["balance"]["minor"] == 1_250
    unknown = post(client, "/gift-cards/balance", {"code": "AAAA-AAAA-AAAA-AAAA"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "gift_unknown")


def test_guessing_codes_of_cards_is_slow(client: Client) -> None:
    answers = [post(client, "/gift-cards/balance", {"code": "AAAA-AAAA"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [404] * 10 + [429]


def sent_to(client: Client, monkeypatch: pytest.MonkeyPatch, **body: str) -> tuple[str, str]:
    """Ask for a code; its id and the digits that were sent."""
    sealed: list[str] = []
    monkeypatch.setattr(
        "tradewind.domains.loyalty.operations.codes.encrypt",
        lambda digits: sealed.append(digits) or encrypt(digits),
    )
    return post(client, "/one-time-codes", body).json()["id"], sealed[0]


def test_a_guest_shows_an_address_to_be_theirs(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_terms()
    stray = operations.wallet_of_contact(kind=Contact.Kind.EMAIL, value="noor@example.org")
    make_points(wallet=stray, points=300)
    code_id, digits = sent_to(client, monkeypatch, kind="email", value="Noor@Example.org ")
    assert digits not in str(OneTimeCode.objects.values().get())

    wrong = post(client, f"/one-time-codes/{code_id}/check", {"digits": "abc"})
    assert (wrong.status_code, wrong.json()["details"]["left"]) == (422, 4)
    right = post(client, f"/one-time-codes/{code_id}/check", {"digits": digits})
    assert right.json()["mileage"]["points"] == 300
    used = post(client, f"/one-time-codes/{code_id}/check", {"digits": digits})
    assert (used.status_code, used.json()["code"]) == (410, "otp_expired")


def test_codes_to_one_address_are_few(client: Client) -> None:
    body = {"kind": "email", "value": "noor@example.org"}
    statuses = [post(client, "/one-time-codes", body).status_code for _ in range(6)]
    assert statuses == [201] * 5 + [429]


def test_a_code_to_a_phone_ends_in_the_file_that_stands_in_for_a_provider(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any
) -> None:
    settings.DATA = tmp_path
    code_id, digits = sent_to(client, monkeypatch, kind="phone", value="416 555 0143", country="CA")
    code_delivery.send_code(code_id=code_id, sealed=encrypt(digits), language="en")
    line = (tmp_path / "text-messages.jsonl").read_text()
    assert "+14165550143" in line
    assert digits in line


def test_the_office_sets_terms_and_others_do_not(client: Client, me: Person) -> None:
    body = {"currency": "CAD", "points": 100, "worth_minor": 200}
    assert post(client, "/mall/mileage/terms", body).status_code == 404
    office = Client()
    office.force_login(make_person(is_operator=True))
    assert post(office, "/mall/mileage/terms", body).status_code == 201
    issued = post(office, "/mall/gift-cards", {"minor": 100, "currency": "CAD", "country": "CA"})
    assert issued.json()["balance"]["minor"] == 100
    (owed,) = office.get("/api/v1/mall/liabilities").json()["items"]
    assert owed["amount"]["minor"] == 100
