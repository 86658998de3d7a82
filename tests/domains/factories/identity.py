"""People."""

from __future__ import annotations

from typing import Any

from tests.domains.factories.numbers import fresh_number
from tradewind.domains.identity.models import Person


def make_person(*, email: str = "", **columns: Any) -> Person:
    """Someone who signed up, without a usable password."""
    person = Person(email=email or f"person{fresh_number()}@example.org", **columns)
    person.set_unusable_password()
    person.save()
    return person
