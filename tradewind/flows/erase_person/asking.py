"""Wishing to be forgotten, and staying after all."""

from __future__ import annotations

from django.db import transaction

from tradewind.domains.identity.models import Person
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import notify
from tradewind.domains.privacy import operations
from tradewind.domains.privacy.errors import ErasureHindered
from tradewind.domains.privacy.models import Erasure
from tradewind.domains.privacy.proof import is_erasure_code
from tradewind.flows.erase_person.hindrances import codes_of
from tradewind.kernel import ids
from tradewind.platform.http import throttles


def ask(*, person: Person, gives_up_points: bool = False) -> Erasure:
    """Begin the days to think it over; a letter says until when and how to stay.

    Asking twice changes nothing. Raises `ErasureHindered`.
    """
    with transaction.atomic():
        codes = codes_of(person=person, gives_up_points=gives_up_points)
        if codes:
            raise ErasureHindered(hindrances=codes)
        erasure, is_new = operations.ask_erasure(
            person_id=person.pk, gives_up_points=gives_up_points
        )
        if is_new:
            tell(erasure, person, "privacy.erasure_asked")
    return erasure


def send_code(*, person: Person) -> None:
    """Send the letter whose code stands for a password, for whoever has none. At most five an hour:
    raises `TooManyRequests`."""
    throttles.count(name="erasure.code", who=person.public_id, limit=5, seconds=3600)
    notify(
        key=f"privacy.erasure_code:{ids.new_token()}",
        kind="privacy.erasure_code",
        channel=Notice.Channel.EMAIL,
        language=person.language,
        facts={"person": person.public_id},
        email=person.email,
        # To the address itself, whatever the person chose to be told and how.
    )


def is_themselves(*, person: Person, password: str, code: str) -> bool:
    """Whether it is the person who asks: by their password, or the code of the letter."""
    if password and person.check_password(password):
        return True
    return bool(code) and is_erasure_code(code, person_id=person.public_id)


def take_back(*, person: Person) -> Erasure:
    """Stay. Raises `ErasureOver`."""
    with transaction.atomic():
        erasure = operations.cancel_erasure(person_id=person.pk)
        tell(erasure, person, "privacy.erasure_cancelled")
    return erasure


def tell(erasure: Erasure, person: Person, kind: str) -> None:
    """One letter and one notice of a kind for each wish and day."""
    for channel in (Notice.Channel.EMAIL, Notice.Channel.SITE):
        notify(
            key=f"{kind}:{erasure.public_id}:{erasure.due_at:%Y%m%d}:{channel}",
            kind=kind,
            channel=channel,
            language=person.language,
            facts={"due": erasure.due_at.isoformat()},
            email=person.email,
            person_id=person.pk,
        )
