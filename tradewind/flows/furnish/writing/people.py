"""Who can sign in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from tradewind.domains.identity.models import Person
from tradewind.domains.identity.operations import change_profile, create_operator, register
from tradewind.domains.identity.queries import find_person
from tradewind.flows.furnish.mall.shapes import DemoPerson

People = Mapping[str, Person]
"""By e-mail address."""


def write_people(people: Sequence[DemoPerson], *, password: str | None) -> People:
    """Make those who are missing, their e-mail addresses verified. Raises `InvalidInput`."""
    return {
        person.email: find_person(email=person.email) or _make(person, password)
        for person in people
    }


def _make(person: DemoPerson, password: str | None) -> Person:
    with transaction.atomic():
        if person.role == "operator" and password is not None:
            made = create_operator(email=person.email, password=password, name=person.name)
        else:
            made = register(
                email=person.email,
                password=password,
                name=person.name,
                is_operator=person.role == "operator",
            )
        return change_profile(
            person_id=made.pk,
            language=person.language,
            currency=person.currency,
            time_zone=person.time_zone,
        )
