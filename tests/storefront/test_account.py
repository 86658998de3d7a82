"""What a member keeps: only they see it, and everything can be changed without script."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.domains.factories.checkout import ADDRESS
from tests.domains.factories.identity import make_person
from tests.domains.factories.pricing import make_rates
from tradewind.domains.consent.models import Consent
from tradewind.domains.customers.models import Address
from tradewind.domains.customers.operations import AddressWords, add_address
from tradewind.domains.identity.models import Person

pytestmark = pytest.mark.django_db

PAGES = (
    "/account/",
    "/account/addresses",
    "/account/addresses/new",
    "/account/preferences",
    "/account/privacy",
    "/account/security",
)
TYPED = {"country": "CA", **{f"address.{name}": value for name, value in ADDRESS.items()}}


@pytest.fixture
def person() -> Person:
    return make_person(name="Noor")


@pytest.fixture
def member(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def kept(person: Person) -> Address:
    words = AddressWords(country="CA", fields=ADDRESS)
    return add_address(person_id=person.pk, words=words)


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_led_to_sign_in(client: Client, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/?next=")


@pytest.mark.parametrize("page", PAGES)
def test_members_see_their_pages_and_search_engines_do_not(member: Client, page: str) -> None:
    answer = member.get(page)
    assert answer.status_code == 200
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_an_address_is_added_changed_preferred_and_removed(member: Client, person: Person) -> None:
    member.post("/account/addresses/new", {**TYPED, "label": "Home"})
    member.post("/account/addresses/new", {**TYPED, "label": "Work", "is_default": "on"})
    work, home = Address.objects.all()
    assert [work.label, work.is_default, home.is_default] == ["Work", True, False]

    member.post(f"/account/addresses/{home.public_id}", {**TYPED, "label": "Cabin", "phone": ""})
    member.post(f"/account/addresses/{home.public_id}/default")
    member.post(f"/account/addresses/{work.public_id}/removal")

    (left,) = Address.objects.all()
    assert (left.label, left.is_default) == ("Cabin", True)


def test_a_faulty_address_comes_back_with_what_was_typed(member: Client) -> None:
    answer = member.post("/account/addresses/new", {**TYPED, "address.postal_code": "nonsense"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="nonsense"' in page
    assert "This does not look right." in page
    assert not Address.objects.exists()


def test_another_country_shows_its_own_fields_without_saving(member: Client) -> None:
    answer = member.post("/account/addresses/new", {"country": "FR", "fields": ""})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="address.country_area"' not in page
    assert 'name="address.postal_code"' in page


def test_addresses_of_others_are_not_there(member: Client) -> None:
    theirs = kept(make_person())

    assert member.get(f"/account/addresses/{theirs.public_id}").status_code == 404
    for way in ("", "/default"):
        answer = member.post(f"/account/addresses/{theirs.public_id}{way}", TYPED)
        assert answer.status_code == 404
    member.post(f"/account/addresses/{theirs.public_id}/removal")
    assert Address.objects.filter(pk=theirs.pk).exists()


def test_preferences_move_the_browser_too(member: Client, person: Person) -> None:
    make_rates(base="CAD", EUR="0.66")
    answer = member.post(
        "/account/preferences",
        {"name": "Noor H", "language": "fr", "currency": "EUR", "time_zone": "Europe/Paris"},
    )

    assert answer.headers["Location"] == "/fr/account/preferences"
    assert member.cookies["tw_currency"].value == "EUR"
    person.refresh_from_db()
    assert (person.name, person.language, person.time_zone) == ("Noor H", "fr", "Europe/Paris")


@pytest.mark.parametrize(
    "wrong",
    [{"language": "xx"}, {"currency": "XXX"}, {"time_zone": "Mars"}, {"name": "x" * 200}],
)
def test_preferences_nobody_offers_are_refused(
    member: Client, person: Person, wrong: dict[str, str]
) -> None:
    right = {"name": "N", "language": "fr", "currency": "EUR", "time_zone": "Europe/Paris"}

    answer = member.post("/account/preferences", {**right, **wrong})

    assert answer.status_code == 422
    person.refresh_from_db()
    assert (person.name, person.language) == ("Noor", "en")


def test_agreements_are_given_and_taken_back_with_proof(member: Client, person: Person) -> None:
    member.post("/account/privacy", {"marketing": "on"})

    consent = Consent.objects.get()
    assert (consent.purpose, consent.withdrawn_at) == ("marketing", None)
    assert consent.proof["page"] == "/account/privacy"
    assert "one click" in consent.wording

    member.post("/account/privacy", {})
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    assert Consent.objects.count() == 1
