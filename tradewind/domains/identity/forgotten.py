"""Who is to be forgotten: what each domain looks for, and what it writes instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress

from tradewind.domains.identity.models import Person

_NOWHERE = "erased.invalid"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A person and the addresses proven theirs, in lower case; `phone` is E.164, empty without one.

    `alias` stands where a row can't be without an e-mail address: nobody receives mail there.
    """

    person_id: int
    public_id: str
    emails: Sequence[str]
    phone: str
    alias: str


def forgotten(*, person: Person) -> Forgotten:
    """Only addresses that were confirmed count beside the account's own: an unconfirmed one may be
    somebody else's, whose guest orders stay."""
    proven = EmailAddress.objects.filter(user_id=person.pk, verified=True)
    emails = {
        person.email.lower(),
        *(email.lower() for email in proven.values_list("email", flat=True)),
    }
    return Forgotten(
        person_id=person.pk,
        public_id=person.public_id,
        emails=sorted(emails),
        phone=person.phone,
        alias=f"{person.public_id.lower()}@{_NOWHERE}",
    )
