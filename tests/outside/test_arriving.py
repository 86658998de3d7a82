"""Coming by Google, Apple and Facebook, by allauth's own way through a provider that runs here."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django.fixtures import Settings

from tests.outside.conftest import Journey
from tests.outside.stand_in import Somebody, StandIn
from tradewind.domains.checkout.models import Cart
from tradewind.domains.identity.models import Person, ProviderAccess
from tradewind.domains.identity.outside.operations import give_up_provider, set_up_provider
from tradewind.platform.audit.queries import list_by_subject

pytestmark = pytest.mark.django_db

FACES = ("google", "apple", "facebook")
PASSWORD = "a quiet harbour"


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


class TestSomebodyNew:
    def test_by_google(self, provider: StandIn, journey: Journey, client: Client) -> None:
        answer = journey.through("google", next="/cart")

        assert (answer.status_code, answer.headers["Location"]) == (302, "/cart")
        assert is_signed_in(client)
        person = Person.objects.get()
        assert (person.email, person.name) == ("noor@example.org", "Noor Haddad")
        assert not person.has_usable_password()
        assert EmailAddress.objects.get().verified
        link = SocialAccount.objects.get()
        assert (link.user_id, link.provider, link.uid) == (person.pk, "google", "104857600")
        [entry] = list_by_subject(subject=person.public_id).items
        assert entry.action == "identity.link_outside_identity"
        assert entry.changes == {"provider": [None, "google"]}
        assert provider.asked == ["/google/authorize", "/google/token"]

    def test_by_google_s_page_of_facts(
        self, provider: StandIn, journey: Journey, client: Client
    ) -> None:
        provider.garbles = {"no id token"}
        journey.through("google")
        assert is_signed_in(client)
        assert provider.asked[-1] == "/google/userinfo"

    def test_by_apple_which_says_the_name_once(
        self, provider: StandIn, journey: Journey, client: Client
    ) -> None:
        hidden = "xk2p9@privaterelay.appleid.com"
        provider.who = Somebody(sub="001234.ab", email=hidden)
        assert journey.through("apple").headers["Location"] == "/"

        assert is_signed_in(client)
        person = Person.objects.get()
        assert (person.email, person.name) == (hidden, "Noor Haddad")
        assert EmailAddress.objects.get().verified
        assert "/apple/keys" in provider.asked

        again = Client()
        Journey(again).through("apple")
        assert is_signed_in(again)
        person.refresh_from_db()
        assert person.name == "Noor Haddad"
        assert Person.objects.count() == 1

    def test_by_facebook_which_vouches_for_nothing(
        self, provider: StandIn, journey: Journey, client: Client
    ) -> None:
        answer = journey.through("facebook")

        assert answer.headers["Location"] == "/account/confirm-email/"
        assert not is_signed_in(client)
        assert not EmailAddress.objects.get().verified
        assert SocialAccount.objects.get().extra_data == {
            "email": "noor@example.org",
            "name": "Noor Haddad",
        }

    @pytest.mark.parametrize("face", FACES)
    def test_no_token_is_kept(self, provider: StandIn, journey: Journey, face: str) -> None:
        journey.through(face)
        kept = json.dumps(SocialAccount.objects.get().extra_data)
        assert not SocialToken.objects.exists()
        assert "token" not in kept
        assert "a-secret-to-keep-to-oneself" not in kept


class TestTheCart:
    def test_comes_along(
        self, provider: StandIn, journey: Journey, client: Client, filled_cart: str
    ) -> None:
        journey.through("google")
        cart = Cart.objects.get(token=filled_cart)
        assert cart.person_id == Person.objects.get().pk
        assert cart.lines.count() == 1


class TestSomebodyKnown:
    def test_comes_in_again(self, provider: StandIn, journey: Journey) -> None:
        journey.through("google")
        again = Client()
        Journey(again).through("google")
        assert is_signed_in(again)
        assert SocialAccount.objects.count() == 1
        assert len(list_by_subject(subject=Person.objects.get().public_id).items) == 1

    def test_with_another_address_at_the_provider(
        self, provider: StandIn, journey: Journey
    ) -> None:
        journey.through("google")
        provider.who = Somebody(email="noor.haddad@example.org")
        again = Client()
        Journey(again).through("google")
        assert is_signed_in(again)
        assert Person.objects.get().email == "noor@example.org"


class TestLanguage:
    def test_leads_back_to_it_and_gives_the_provider_one_address(
        self, provider: StandIn, journey: Journey
    ) -> None:
        address = journey.leave("google", prefix="/ar")
        asked = parse_qs(urlsplit(address).query)
        assert asked["redirect_uri"] == ["http://testserver/account/outside/google/back/"]
        assert journey.come_back(address).headers["Location"] == "/ar/"
        assert Person.objects.get().language == "ar"

    def test_trouble_is_told_in_it(self, provider: StandIn, journey: Journey) -> None:
        provider.refuses = True
        answer = journey.through("google", prefix="/ar")
        page = answer.content.decode()
        assert '<html lang="ar" dir="rtl"' in page
        assert 'action="/ar/account/outside/google/"' in page
        assert answer.headers["Content-Language"] == "ar"

    def test_apple_s_form_finds_it_too(self, provider: StandIn, journey: Journey) -> None:
        assert journey.through("apple", prefix="/fr").headers["Location"] == "/fr/"
        assert Person.objects.get().name == "Noor Haddad"


class TestCredentials:
    def test_no_button_without_them(self, client: Client) -> None:
        assert "Go on with" not in client.get("/account/login/").content.decode()
        assert client.post("/account/outside/google/").status_code == 404
        assert client.get("/account/outside/google/back/?code=x&state=y").status_code == 404

    def test_a_button_for_each_that_is_set_up(self, client: Client, provider: StandIn) -> None:
        for page in ("/account/login/", "/account/signup/"):
            shown = client.get(f"{page}?next=/cart").content.decode()
            assert [f"Go on with {n}" in shown for n in ("Google", "Apple", "Facebook")] == [
                True
            ] * 3
            assert 'name="next" value="/cart"' in shown

    def test_in_rows_they_are_encrypted(
        self, provider: StandIn, journey: Journey, client: Client, settings: Settings
    ) -> None:
        google = settings.SIGN_IN_WITH["google"]
        settings.SIGN_IN_WITH = {}
        set_up_provider(provider="google", credentials=google)
        assert google["secret"] not in ProviderAccess.objects.get().credentials
        journey.through("google")
        assert is_signed_in(client)

        give_up_provider(provider="google")
        assert client.post("/account/outside/google/").status_code == 404

    def test_a_lost_key_costs_the_button_and_not_the_page(self, client: Client) -> None:
        ProviderAccess.objects.create(provider="google", credentials="of another mall's keys")
        page = client.get("/account/login/")
        assert page.status_code == 200
        assert "Go on with" not in page.content.decode()


class TestRascals:
    def test_an_answer_nobody_asked_for(self, provider: StandIn, journey: Journey) -> None:
        """Somebody else's code, in a link: it would sign the victim in as the rascal."""
        address = journey.leave("google")
        victim = Client()
        answer = Journey(victim).come_back(address)
        assert answer.status_code == 401
        assert not is_signed_in(victim)
        assert not Person.objects.exists()

    def test_a_code_counts_once(self, provider: StandIn, journey: Journey, client: Client) -> None:
        address = journey.leave("google")
        back = f"/account/outside/google/back/?{urlsplit(address).query}&code=made-up"
        assert client.get(back).status_code == 401
        assert not is_signed_in(client)

    def test_a_token_of_another_issuer(
        self, provider: StandIn, journey: Journey, client: Client
    ) -> None:
        provider.garbles = {"issuer"}
        assert journey.through("apple").status_code == 401
        assert not Person.objects.exists()

    def test_never_on_to_another_site(self, provider: StandIn, journey: Journey) -> None:
        answer = journey.through("google", next="https://evil.example/")
        assert answer.headers["Location"] == "/"

    def test_a_form_of_another_site_starts_nothing(self, provider: StandIn) -> None:
        strict = Client(enforce_csrf_checks=True)
        assert strict.post("/account/outside/google/").status_code == 403
        assert strict.get("/account/outside/google/").status_code == 405
        assert not Session.objects.exists()
