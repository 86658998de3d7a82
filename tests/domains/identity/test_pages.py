"""Signing up, in and out through the pages, as people do and as rascals try."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_staff, make_store
from tests.mailbox import Mailbox, html_of, mailbox, text_of
from tests.queued import do_queued, queued
from tradewind.domains.identity.models import Person
from tradewind.domains.identity.operations import register
from tradewind.domains.identity.queries import has_second_factor

__all__ = ["mailbox"]

pytestmark = pytest.mark.django_db

SEND = "identity.send_letter"
EMAIL = "noor@example.org"
PASSWORD = "a quiet harbour"


@pytest.fixture(autouse=True)
def _no_limits_from_before() -> None:
    cache.clear()


def sign_up(client: Client, email: str = EMAIL, path: str = "/account/signup/") -> int:
    return int(client.post(path, {"email": email, "password1": PASSWORD}).status_code)


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> tuple[int, str]:
    answer = client.post("/account/login/", {"login": EMAIL, "password": password, **more})
    return answer.status_code, answer.headers.get("Location", "")


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def link_in(mailbox: Mailbox) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", text_of(mailbox.mails()[-1]))
    assert found is not None
    return found[1]


class TestSigningUp:
    def test_with_an_address_a_password_and_a_link(self, client: Client, mailbox: Mailbox) -> None:
        assert sign_up(client) == 302
        assert not is_signed_in(client)
        assert sign_in(client)[1] == "/account/confirm-email/"
        assert not is_signed_in(client)

        do_queued(SEND)
        link = link_in(mailbox)
        assert client.get(link).status_code == 200
        assert not is_signed_in(client)
        client.post(link)

        assert is_signed_in(client)
        assert EmailAddress.objects.get().verified
        person = Person.objects.get()
        assert (person.email, person.language, person.name) == (EMAIL, "en", "")

    def test_in_the_language_of_the_page(self, client: Client, mailbox: Mailbox) -> None:
        sign_up(client, path="/ar/account/signup/")
        do_queued(SEND)
        [mail] = mailbox.mails()
        assert mail["Content-Language"] == "ar"
        assert 'dir="rtl"' in html_of(mail)
        assert Person.objects.get().language == "ar"

    def test_nobody_learns_who_has_an_account(self, client: Client, mailbox: Mailbox) -> None:
        register(email=EMAIL, password=PASSWORD)
        known = client.post("/account/signup/", {"email": EMAIL, "password1": PASSWORD})
        fresh = Client().post(
            "/account/signup/", {"email": "maya@example.org", "password1": PASSWORD}
        )

        assert (known.status_code, known.headers["Location"]) == (
            fresh.status_code,
            fresh.headers["Location"],
        )
        assert not is_signed_in(client)
        do_queued(SEND)
        assert mailbox.subjects() == [
            "You already have an account",
            "Confirm your e-mail address",
        ]

    @pytest.mark.parametrize("password", ["short", "password123", "noor@example.org"])
    def test_a_password_that_is_easy_to_guess(self, client: Client, password: str) -> None:
        answer = client.post("/account/signup/", {"email": EMAIL, "password1": password})
        assert answer.status_code == 200
        assert b"field-error" in answer.content or b"errorlist" in answer.content
        assert not Person.objects.exists()


class TestSigningIn:
    def test_with_the_right_password_and_back_to_where_one_was(self, client: Client) -> None:
        register(email=EMAIL, password=PASSWORD)
        assert sign_in(client, next="/cart") == (302, "/cart")
        assert is_signed_in(client)

    def test_stays_in_the_language_of_the_page(self, client: Client) -> None:
        register(email=EMAIL, password=PASSWORD)
        inside = client.post("/ar/account/login/", {"login": EMAIL, "password": PASSWORD})
        assert inside.headers["Location"] == "/ar/"
        outside = client.post("/ar/account/logout/")
        assert outside.headers["Location"] == "/ar/"

    @pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:x"])
    def test_never_to_another_site(self, client: Client, target: str) -> None:
        register(email=EMAIL, password=PASSWORD)
        assert sign_in(client, next=target) == (302, "/")

    def test_language_and_currency_come_along(self, client: Client) -> None:
        person = register(email=EMAIL, password=PASSWORD, language="fr")
        Person.objects.filter(pk=person.pk).update(currency="EUR", time_zone="America/Toronto")
        sign_in(client)
        kept = {
            name: client.cookies[name].value for name in ("tw_language", "tw_currency", "tw_zone")
        }
        assert kept == {"tw_language": "fr", "tw_currency": "EUR", "tw_zone": "America/Toronto"}

    def test_guessing_is_stopped(self, client: Client) -> None:
        register(email=EMAIL, password=PASSWORD)
        for _ in range(5):
            assert sign_in(client, password="wrong")[0] == 200
        assert sign_in(client)[0] != 302
        assert not is_signed_in(client)

    def test_a_wrong_address_sounds_like_a_wrong_password(self, client: Client) -> None:
        register(email=EMAIL, password=PASSWORD)
        wrong = client.post("/account/login/", {"login": EMAIL, "password": "wrong wrong"})
        unknown = client.post(
            "/account/login/", {"login": "eve@example.org", "password": "wrong wrong"}
        )
        told = [
            re.findall(rb'class="errorlist[^>]*>(.*?)</ul>', a.content, re.S)
            for a in (wrong, unknown)
        ]
        assert told[0] == told[1] != []


class TestForgotten:
    def test_a_link_by_mail_sets_a_new_one_once(self, client: Client, mailbox: Mailbox) -> None:
        register(email=EMAIL, password=PASSWORD)
        client.post("/account/password/reset/", {"email": EMAIL})
        do_queued(SEND)
        link = link_in(mailbox)
        form = client.get(link, follow=True).redirect_chain[-1][0]
        new = {"password1": "another harbour", "password2": "another harbour"}
        client.post(form, new)

        assert sign_in(Client(), password="another harbour")[0] == 302
        assert "no longer works" in Client().get(link, follow=True).content.decode()
        do_queued(SEND)
        assert mailbox.subjects() == ["Choose a new password", "Your password was changed"]

    def test_an_address_nobody_has_answers_the_same(self, client: Client, mailbox: Mailbox) -> None:
        answer = client.post("/account/password/reset/", {"email": "eve@example.org"})
        assert answer.headers["Location"] == "/account/password/reset/done/"
        do_queued(SEND)
        assert mailbox.subjects() == ["There is no account with this address"]


class TestSecondFactor:
    def test_setting_it_up_and_signing_in_with_it(
        self,
        client: Client,
        mailbox: Mailbox,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        person = register(email=EMAIL, password=PASSWORD)
        sign_in(client)
        client.post("/account/reauthenticate/", {"password": PASSWORD})
        page = client.get("/account/second-factor/totp/activate/").content.decode()
        secret = re.search(r'data-text="([A-Z2-7]+)"', page)
        assert secret is not None
        with django_capture_on_commit_callbacks(execute=True):
            client.post("/account/second-factor/totp/activate/", {"code": code_of(secret[1])})

        assert has_second_factor(person_id=person.pk)
        kept = Authenticator.objects.get(user=person, type="totp").data["secret"]
        assert secret[1] not in kept
        do_queued(SEND)
        assert "Your authenticator app is on" in mailbox.subjects()

        again = Client()
        assert sign_in(again)[1].startswith("/account/second-factor/authenticate/")
        assert not is_signed_in(again)
        cache.clear()
        codes = client.get("/account/second-factor/recovery-codes/").content.decode()
        code = re.search(r"<code><bdi>(\d+)</bdi>", codes)
        assert code is not None
        again.post("/account/second-factor/authenticate/", {"code": code[1]})
        assert is_signed_in(again)

    def test_codes_lead_on_to_where_one_works(self, client: Client) -> None:
        person = register(email=EMAIL, password=PASSWORD)
        TOTP.activate(person, generate_totp_secret())
        RecoveryCodes.activate(person)
        client.force_login(person)
        path = "/account/second-factor/recovery-codes/"
        client.post("/account/reauthenticate/", {"password": PASSWORD})
        assert 'href="/account/security"' in client.get(path).content.decode()
        assert 'href="/console/"' not in client.get(path).content.decode()
        make_staff(store=make_store(), person=person)
        assert 'href="/console/"' in client.get(path).content.decode()

    def test_a_wrong_code_opens_nothing(self, client: Client) -> None:
        person = register(email=EMAIL, password=PASSWORD)
        TOTP.activate(person, generate_totp_secret())
        sign_in(client)
        client.post("/account/second-factor/authenticate/", {"code": "000000"})
        assert not is_signed_in(client)


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return f"{hotp_value(secret, counter):06d}"


PAGES = {
    "/account/login/": 200,
    "/account/signup/": 200,
    "/account/password/reset/": 200,
    "/account/password/reset/done/": 200,
    "/account/password/reset/key/1-x/": 200,
    "/account/password/reset/key/done/": 200,
    "/account/confirm-email/": 200,
    "/account/confirm-email/nonsense/": 200,
    "/account/inactive/": 200,
    "/account/outside/cancelled/": 200,
    "/account/outside/error/": 401,
}
OWN_PAGES = {
    "/account/logout/": 200,
    "/account/email/": 200,
    "/account/password/change/": 200,
    "/account/reauthenticate/": 200,
    "/account/second-factor/": 200,
    "/account/second-factor/totp/activate/": 200,
    "/account/second-factor/webauthn/": 200,
    "/account/second-factor/webauthn/add/": 200,
}


@pytest.mark.parametrize(("path", "status"), PAGES.items())
def test_pages_of_strangers_have_the_mall_s_look(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert b'<main class="plain-main"' in answer.content


@pytest.mark.parametrize(("path", "status"), OWN_PAGES.items())
def test_pages_of_members_have_it_too(client: Client, path: str, status: int) -> None:
    register(email=EMAIL, password=PASSWORD)
    sign_in(client)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    answer = client.get(path)
    assert answer.status_code == status
    assert b'<main class="plain-main"' in answer.content
    assert Client().get(path).status_code == 302


def test_a_letter_s_link_is_the_only_secret_that_waits(client: Client) -> None:
    make_person(email=EMAIL)
    client.post("/account/password/reset/", {"email": EMAIL})
    [letter] = queued(SEND)
    assert set(letter["facts"]) == {"password_reset_url"}
