"""Reading people."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from tradewind.domains.identity.models import Person
from tradewind.kernel.errors import NotFound

_SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def get_person(*, person_id: int) -> Person:
    """The person with that row id. Raises `NotFound`."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound(id=person_id)
    return person


def find_person(*, email: str) -> Person | None:
    """Whoever signed up with that address, whatever its case."""
    return Person.objects.filter(email__iexact=email).first()


def verified_emails(*, person_id: int) -> list[str]:
    """Addresses the person has shown to be theirs, the primary one first."""
    return list(
        EmailAddress.objects.filter(user_id=person_id, verified=True)
        .order_by("-primary", "pk")
        .values_list("email", flat=True)
    )


def has_second_factor(*, person_id: int) -> bool:
    """Whether signing in takes more than the password. Recovery codes alone don't count."""
    ways = Authenticator.objects.filter(user_id=person_id, type__in=_SECOND_FACTORS)
    return bool(ways.exists())
