"""A guest sees and spends the points under their address after a one-time code, and nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import make_points, make_terms
from tests.storefront.test_paying_with import asked, in_cart, pay_at_sandbox, pressed
from tradewind.domains.loyalty import operations as loyalty
from tradewind.domains.loyalty.models import Contact, Wallet
from tradewind.domains.orders.models import Purchase
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db

NOOR = "noor@example.org"


@pytest.fixture
def digits(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes as they were sent."""
    sent: list[str] = []

    def overheard(text: str) -> str:
        sent.append(text)
        return text

    monkeypatch.setattr("tradewind.domains.loyalty.operations.codes.encrypt", overheard)
    return sent


@pytest.fixture
def wallet() -> Wallet:
    make_terms()
    found = loyalty.wallet_of_contact(kind=Contact.Kind.EMAIL, value=NOOR)
    make_points(wallet=found, points=1_500)
    return found


def prove(client: Client, digits: list[str], contact: str = NOOR) -> None:
    page = client.post("/points", {"prove": "send", "contact": contact})
    code_id = page.context["screen"].code_id
    answer = client.post("/points", {"prove": "check", "code_id": code_id, "digits": digits[-1]})
    assert answer.headers["Location"] == "/points"


def test_a_code_shows_balance_and_history(
    client: Client, digits: list[str], wallet: Wallet
) -> None:
    page = client.get("/points").content.decode()
    assert "points lie under the e-mail" in page
    assert "1,500" not in page
    sent = client.post("/points", {"prove": "send", "contact": NOOR})
    code_id = sent.context["screen"].code_id
    wrong = client.post("/points", {"prove": "check", "code_id": code_id, "digits": "1"})
    assert wrong.status_code == 422
    assert "That is not the code we sent." in wrong.content.decode()
    assert "1,500" not in client.get("/points").content.decode()

    done = client.post("/points", {"prove": "check", "code_id": code_id, "digits": digits[0]})
    assert done.cookies["tw_points"]["httponly"]
    shown = client.get("/points").content.decode()
    assert "1,500 points" in shown
    assert "From a promotion" in shown
    assert "/account/points" not in shown, "a guest has no account to lead to"
    assert "1,500" not in Client().get("/points").content.decode()

    with clock.frozen_at(clock.now() + timedelta(minutes=31)):
        assert "1,500" not in client.get("/points").content.decode()
    client.post("/points", {"prove": "forget"})
    assert "1,500" not in client.get("/points").content.decode()


def test_nonsense_is_said_beside_its_field(client: Client) -> None:
    for contact in ("", "nobody", "a\0@b.example"):
        answer = client.post("/points", {"prove": "send", "contact": contact})
        assert answer.status_code == 422
        assert answer.context["screen"].errors["contact"]
    answer = client.post("/points", {"prove": "check", "code_id": "otc_none", "digits": "123456"})
    assert answer.status_code in (404, 422)


def test_what_was_proven_spends_at_checkout_without_another_code(
    client: Client, digits: list[str], wallet: Wallet
) -> None:
    prove(client, digits)
    in_cart(client)
    kept = client.get("/checkout").context["screen"].kept
    assert kept.points is not None
    assert kept.points.balance.minor == 1_500
    screen = asked(client, points="300")
    assert screen.left.minor == 11_565
    answer = pressed(client, screen, proof=screen.kept.proof, points="300")
    pay_at_sandbox(client, answer.headers["Location"])
    assert Purchase.objects.get().total_minor == 11_865
    assert "1,200 points" in client.get("/points").content.decode()


def test_signing_up_takes_them_along_and_ends_the_guests_page(
    client: Client, digits: list[str], wallet: Wallet
) -> None:
    prove(client, digits)
    person = make_person(email=NOOR)
    assert loyalty.join(person_id=person.pk, emails=[NOOR]) == 1
    assert "1,500" not in client.get("/points").content.decode(), "signing in opens it from now on"
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get("/points", follow=True)
    assert answer.redirect_chain == [("/account/points", 302)]
    assert "1,500 points" in answer.content.decode()


def test_history_over_rest_opens_with_the_proof_alone(
    client: Client, digits: list[str], wallet: Wallet
) -> None:
    code = client.post(
        "/api/v1/one-time-codes",
        {"kind": "email", "value": NOOR},
        headers={"Idempotency-Key": "p1"},
        content_type="application/json",
    ).json()
    proven = client.post(
        f"/api/v1/one-time-codes/{code['id']}/check",
        {"digits": digits[0]},
        content_type="application/json",
    ).json()
    headers = {"Points-Proof": proven["proof"]}
    found = client.get("/api/v1/one-time-codes/movements", headers=headers).json()
    assert [row["amount"]["minor"] for row in found["items"]] == [1_500]
    for proof in ("", "false"):
        refused = client.get("/api/v1/one-time-codes/movements", headers={"Points-Proof": proof})
        assert refused.status_code in (401, 403, 404, 422), refused.status_code
