"""Whatever goes wrong at the provider: ways on are offered and the cart is as it was."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client

from tests.outside.conftest import Journey, pieces
from tests.outside.stand_in import Somebody, StandIn
from tests.queued import queued
from tradewind.domains.identity.models import Person
from tradewind.domains.identity.operations import register
from tradewind.domains.identity.outside.providers import GoogleAdapter

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet harbour"
BROKEN = {
    "google": "/google/token",
    "apple": "/apple/token",
    "apple ": "/apple/keys",
    "facebook": "/facebook/oauth/access_token",
    "facebook ": "/facebook/me",
}


def assert_ways_on(client: Client, answer: HttpResponse, token: str, *, next_url: str) -> None:
    page = answer.content.decode()
    assert f'href="/account/login/?next={next_url}"' in page
    assert f'href="/account/signup/?next={next_url}"' in page
    assert 'href="/checkout"' in page
    assert f'name="next" value="{next_url}"' in page
    assert_untouched(client, token)


def assert_untouched(client: Client, token: str) -> None:
    assert "_auth_user_id" not in client.session
    assert client.cookies["tw_cart"].value == token
    assert pieces(token) == 1
    assert "line-item" in client.get("/cart").content.decode()


@pytest.mark.parametrize("face", BROKEN)
def test_the_provider_is_down(
    provider: StandIn, journey: Journey, client: Client, filled_cart: str, face: str
) -> None:
    provider.breaks = {BROKEN[face]}
    answer = journey.through(face.strip(), next="/checkout")
    assert answer.status_code == 401
    assert "did not let you through" in answer.content.decode()
    assert_ways_on(client, answer, filled_cart, next_url="/checkout")
    assert not Person.objects.exists()


def test_nobody_answers_at_all(
    provider: StandIn,
    journey: Journey,
    client: Client,
    filled_cart: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(GoogleAdapter, "access_token_url", "http://127.0.0.1:9/token")
    answer = journey.through("google", next="/checkout")
    assert_ways_on(client, answer, filled_cart, next_url="/checkout")


@pytest.mark.parametrize("face", ["google", "apple", "facebook"])
def test_the_person_refuses(
    provider: StandIn, journey: Journey, client: Client, filled_cart: str, face: str
) -> None:
    provider.refuses = True
    answer = journey.through(face, next="/checkout")
    assert answer.status_code == 200
    assert "You did not sign in with" in answer.content.decode()
    assert_ways_on(client, answer, filled_cart, next_url="/checkout")


@pytest.mark.parametrize(
    ("face", "garbles"), [("google", {"no id token", "userinfo"}), ("facebook", {"me"})]
)
def test_the_answer_makes_no_sense(
    provider: StandIn,
    journey: Journey,
    client: Client,
    filled_cart: str,
    face: str,
    garbles: set[str],
) -> None:
    provider.garbles = garbles
    answer = journey.through(face, next="/checkout")
    assert answer.status_code == 401
    assert_ways_on(client, answer, filled_cart, next_url="/checkout")


class TestNoAddress:
    @pytest.mark.parametrize("face", ["google", "apple", "facebook"])
    def test_is_asked_for_and_confirmed(
        self, provider: StandIn, journey: Journey, client: Client, filled_cart: str, face: str
    ) -> None:
        provider.who = Somebody(email=None)
        answer = journey.through(face)
        assert answer.headers["Location"] == "/account/outside/signup/"
        page = client.get("/account/outside/signup/").content.decode()
        assert 'href="/cart"' in page
        assert_untouched(client, filled_cart)

        done = client.post("/account/outside/signup/", {"email": "noor@example.org"})

        assert done.headers["Location"] == "/account/confirm-email/"
        assert not EmailAddress.objects.get().verified
        assert SocialAccount.objects.get().provider == face
        assert [letter["name"] for letter in queued("identity.send_letter")] == [
            "account/email/email_confirmation_signup"
        ]
        assert_untouched(client, filled_cart)

    def test_one_that_is_taken_tells_nobody(
        self, provider: StandIn, journey: Journey, client: Client
    ) -> None:
        register(email="noor@example.org", password=PASSWORD)
        provider.who = Somebody(email=None)
        journey.through("google")
        done = client.post("/account/outside/signup/", {"email": "noor@example.org"})
        assert done.headers.get("Location") == "/account/confirm-email/"
        assert not SocialAccount.objects.exists()
        assert [letter["name"] for letter in queued("identity.send_letter")] == [
            "account/email/account_already_exists"
        ]


class TestTakenAddress:
    def test_signing_in_to_it_links_the_two(
        self, provider: StandIn, journey: Journey, client: Client, filled_cart: str
    ) -> None:
        person = register(email="noor@example.org", password=PASSWORD)

        answer = journey.through("google", next="/checkout")
        assert answer.headers["Location"] == "/account/outside/known/"
        page = client.get("/account/outside/known/").content.decode()
        for way in (
            "/account/login/?next=/checkout",
            "/account/password/reset/",
            "/account/outside/signup/",
            "/checkout",
        ):
            assert f'href="{way}"' in page
        assert_untouched(client, filled_cart)
        assert not SocialAccount.objects.exists()

        client.post("/account/login/", {"login": "noor@example.org", "password": PASSWORD})
        assert SocialAccount.objects.get().user_id == person.pk
        again = Client()
        Journey(again).through("google")
        assert again.session["_auth_user_id"] == str(person.pk)

    def test_another_member_s_sign_in_links_nothing(
        self, provider: StandIn, journey: Journey, client: Client
    ) -> None:
        register(email="noor@example.org", password=PASSWORD)
        register(email="maya@example.org", password=PASSWORD)
        journey.through("google")
        client.post("/account/login/", {"login": "maya@example.org", "password": PASSWORD})
        assert not SocialAccount.objects.exists()

    @pytest.mark.parametrize("who", [Somebody(email_verified=False)])
    def test_unless_the_provider_does_not_vouch(
        self,
        provider: StandIn,
        journey: Journey,
        client: Client,
        filled_cart: str,
        who: Somebody,
    ) -> None:
        """Then nobody may learn that the address has an account, and its owner gets a letter."""
        register(email="noor@example.org", password=PASSWORD)
        provider.who = who
        answer = journey.through("google")
        assert answer.headers["Location"] == "/account/confirm-email/"
        assert not SocialAccount.objects.exists()
        assert [letter["name"] for letter in queued("identity.send_letter")] == [
            "account/email/account_already_exists"
        ]
        assert 'href="/cart"' in client.get("/account/confirm-email/").content.decode()
        assert_untouched(client, filled_cart)
