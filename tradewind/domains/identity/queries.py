"""Reading people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from tradewind.domains.identity.models import Person
from tradewind.domains.identity.outside.apps import NAMES, list_apps
from tradewind.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class OutsideIdentity:
    """A member's account with a provider; `shown` tells it from others: an e-mail address, a name."""

    provider: str
    name: str
    shown: str


_SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def get_person(*, person_id: int) -> Person:
    """The person with that row id. Raises `NotFound`."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound(id=person_id)
    return person


def get_person_by_id(*, public_id: str) -> Person:
    """The person with that public id. Raises `NotFound`."""
    person = Person.objects.filter(public_id=public_id).first()
    if person is None:
        raise NotFound(id=public_id)
    return person


def owner_of_address(*, email: str) -> Person | None:
    """The member whose account has that address, shown to be theirs or not, whatever its case."""
    named = EmailAddress.objects.filter(email__iexact=email).select_related("user").first()
    return named.user if named is not None else find_person(email=email)


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


def outside_providers() -> Sequence[tuple[str, str]]:
    """Key and name of each provider one can sign in with here. One statement."""
    return [(app.provider, app.name) for app in list_apps()]


def outside_identities(*, person_id: int) -> Sequence[OutsideIdentity]:
    """What the person linked, oldest first, even where the mall has given up the provider."""
    accounts = SocialAccount.objects.filter(user_id=person_id).order_by("pk")
    return [
        OutsideIdentity(
            provider=account.provider,
            name=NAMES.get(account.provider, account.provider),
            shown=account.extra_data.get("email") or account.extra_data.get("name") or "",
        )
        for account in accounts
    ]


def count_passkeys(*, person_id: int) -> int:
    """Passkeys and security keys the person has added."""
    keys = Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.WEBAUTHN)
    return int(keys.count())
