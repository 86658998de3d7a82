"""Signing people up without a page."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from tests.domains.factories.identity import make_person
from tradewind.cli.createoperator import createoperator
from tradewind.domains.identity.models import Person
from tradewind.domains.identity.operations import EmailTaken, change_profile, register
from tradewind.domains.identity.queries import find_person, verified_emails
from tradewind.kernel.errors import InvalidInput

pytestmark = pytest.mark.django_db

PASSWORD = "a quiet harbour"


def test_whoever_is_registered_can_sign_in_at_once() -> None:
    person = register(email=" Noor@Example.org ", password=PASSWORD, name="Noor")
    assert person.check_password(PASSWORD)
    assert person.email == "noor@example.org"
    assert verified_emails(person_id=person.pk) == ["noor@example.org"]
    assert find_person(email="NOOR@example.org") == person
    assert not person.is_operator


def test_an_address_is_one_person_s() -> None:
    make_person(email="Noor@example.org")
    with pytest.raises(EmailTaken):
        register(email="noor@example.org", password=PASSWORD)
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [("", PASSWORD, "email"), ("noor", PASSWORD, "email"), ("n@example.org", "short", "password")],
)
def test_what_can_t_be_used(email: str, password: str, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        register(email=email, password=password)
    assert list(refused.value.fields) == [field]
    assert not Person.objects.exists()


def test_a_profile_says_what_it_is_told() -> None:
    person = make_person(language="en")
    changed = change_profile(person_id=person.pk, name=" Noor ", language="ar")
    assert (changed.name, changed.language, changed.time_zone) == ("Noor", "ar", "UTC")
    with pytest.raises(InvalidInput):
        change_profile(person_id=person.pk, name="x" * 121)


class TestCreateOperator:
    def test_the_password_comes_from_a_pipe_and_is_never_shown(self) -> None:
        told = CliRunner().invoke(
            createoperator, ["--email", "boss@example.org"], input=f"{PASSWORD}\n"
        )
        assert told.exit_code == 0, told.output
        assert PASSWORD not in told.output
        person = Person.objects.get()
        assert (person.email, person.is_operator) == ("boss@example.org", True)
        assert person.check_password(PASSWORD)

    def test_a_weak_one_makes_nobody_and_says_why(self) -> None:
        told = CliRunner().invoke(createoperator, ["--email", "boss@example.org"], input="short\n")
        assert told.exit_code == 1
        assert "at least 10 characters" in told.output
        assert not Person.objects.exists()
