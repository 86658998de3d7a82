"""Linking one more way in to an account, taking it away, and never the last one."""

from __future__ import annotations

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from tests.outside.conftest import Journey
from tests.outside.stand_in import Somebody, StandIn
from tests.parallel import in_parallel
from tests.queued import queued
from tradewind.domains.identity.models import Person
from tradewind.domains.identity.operations import register
from tradewind.domains.identity.outside import operations
from tradewind.domains.identity.outside.operations import LastWayIn, set_up_provider
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.audit.queries import list_by_subject

PASSWORD = "a quiet harbour"


def signed_up(client: Client, email: str = "maya@example.org") -> Person:
    person = register(email=email, password=PASSWORD)
    client.post("/account/login/", {"login": email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return person


def linked(person: Person) -> list[str]:
    return list(SocialAccount.objects.filter(user=person).values_list("provider", flat=True))


def link(journey: Journey, face: str) -> str:
    answer = journey.through(face, process="connect", next="/account/security")
    return str(answer.headers["Location"])


@pytest.mark.django_db
class TestLinking:
    def test_from_the_account_page(
        self, provider: StandIn, journey: Journey, client: Client
    ) -> None:
        person = signed_up(client)
        page = client.get("/account/security").content.decode()
        assert page.count('value="connect"') == 3

        assert link(journey, "facebook") == "/account/security"

        assert linked(person) == ["facebook"]
        page = client.get("/account/security").content.decode()
        assert page.count('value="connect"') == 2
        assert 'href="/account/security/linked/facebook"' in page
        assert "noor@example.org" in page
        actions = [entry.action for entry in list_by_subject(subject=person.public_id).items]
        assert actions == ["identity.link_outside_identity"]
        assert "socialaccount/email/account_connected" in [
            letter["name"] for letter in queued("identity.send_letter")
        ]

    def test_asks_again_who_is_there(
        self, provider: StandIn, journey: Journey, client: Client
    ) -> None:
        person = register(email="maya@example.org", password=PASSWORD)
        client.post("/account/login/", {"login": person.email, "password": PASSWORD})
        assert link(journey, "google").startswith("/account/reauthenticate/")
        assert linked(person) == []
        client.post("/account/reauthenticate/", {"password": PASSWORD})
        assert linked(person) == ["google"]

    def test_not_what_another_member_has(
        self, provider: StandIn, journey: Journey, client: Client
    ) -> None:
        Journey(Client()).through("google")
        person = signed_up(client)
        assert link(journey, "google") == "/account/security"
        assert linked(person) == []
        assert "another account" in client.get("/account/security").content.decode()

    def test_trouble_leads_back_to_the_account(
        self, provider: StandIn, journey: Journey, client: Client
    ) -> None:
        person = signed_up(client)
        provider.refuses = True
        page = journey.through("google", process="connect").content.decode()
        assert 'href="/account/security"' in page
        assert "Go on without an account" not in page
        assert linked(person) == []


@pytest.mark.django_db
class TestUnlinking:
    def test_says_what_is_lost_then_does_it(
        self, provider: StandIn, journey: Journey, client: Client
    ) -> None:
        person = signed_up(client)
        link(journey, "google")
        page = client.get("/account/security/linked/google").content.decode()
        assert "Unlink Google?" in page
        assert linked(person) == ["google"]

        answer = client.post("/account/security/linked/google")

        assert answer.headers["Location"] == "/account/security"
        assert linked(person) == []
        latest = list_by_subject(subject=person.public_id).items[0]
        assert latest.action == "identity.unlink_outside_identity"
        assert latest.changes == {"provider": ["google", None]}
        assert client.get("/account/security/linked/google").status_code == 404

    def test_not_the_last_way_in(self, provider: StandIn, journey: Journey, client: Client) -> None:
        journey.through("google")
        person = Person.objects.get()
        answer = client.post("/account/security/linked/google")
        assert answer.status_code == 409
        assert 'href="/account/password/set/"' in answer.content.decode()
        assert linked(person) == ["google"]

    def test_a_second_identity_is_another_way(
        self, provider: StandIn, journey: Journey, client: Client
    ) -> None:
        journey.through("google")
        provider.who = Somebody(sub="77")
        link(journey, "apple")
        person = Person.objects.get()
        assert sorted(linked(person)) == ["apple", "google"]
        assert client.post("/account/security/linked/google").status_code == 302
        assert client.post("/account/security/linked/apple").status_code == 409
        assert linked(person) == ["apple"]

    def test_what_is_not_linked(self) -> None:
        person = register(email="maya@example.org", password=PASSWORD)
        with pytest.raises(NotFound):
            operations.unlink(person_id=person.pk, provider="google")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_leave_one() -> None:
    person = register(email="maya@example.org", password=None)
    for face in ("google", "apple"):
        SocialAccount.objects.create(user=person, provider=face, uid=face)

    def take(face: str) -> str:
        try:
            operations.unlink(person_id=person.pk, provider=face)
        except LastWayIn:
            return "kept"
        return "gone"

    outcomes = in_parallel([lambda: take("google"), lambda: take("apple")])
    assert sorted(outcomes) == ["gone", "kept"]
    assert SocialAccount.objects.count() == 1


@pytest.mark.django_db
def test_credentials_are_checked() -> None:
    with pytest.raises(InvalidInput) as wrong:
        set_up_provider(provider="apple", credentials={"client_id": "a", "team_id": " "})
    assert wrong.value.fields == {
        "team_id": "required",
        "key_id": "required",
        "private_key": "required",
    }
    with pytest.raises(InvalidInput):
        set_up_provider(provider="elsewhere", credentials={})
