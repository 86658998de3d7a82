"""The one question before every commercial message, and what a person may see of their answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from tradewind.domains.consent.models import Consent, Purpose
from tradewind.domains.consent.rules import Ground, Verdict, judge, normal


@dataclass(frozen=True, slots=True)
class Given:
    """One basis of a person. `sender` is the store's name, empty for the mall itself, `store` its
    public id; `proof` says where and when it was shown, or which order it follows from."""

    id: int
    purpose: str
    sender: str
    store_id: int | None
    store: str
    basis: str
    wording: str
    proof: Mapping[str, str]
    obtained_at: datetime
    expires_at: datetime | None
    withdrawn_at: datetime | None

    def stands(self, now: datetime) -> bool:
        """Whether it may be relied on at `now`."""
        return self.withdrawn_at is None and (self.expires_at is None or self.expires_at > now)


class Sending(NamedTuple):
    """A commercial message as the gate sees it; `store_id` None where the mall is the sender.

    What the person said of its own `purpose` decides; who said nothing of that is asked what they
    said of news at all.
    """

    email: str
    store_id: int | None = None
    purpose: str = Purpose.MARKETING


def gate(
    *, email: str, now: datetime, store_id: int | None = None, purpose: str = Purpose.MARKETING
) -> Verdict:
    """The basis on which that sender may write to that address today (CASL), or why not.

    Every commercial message passes here; what it was sent on is noted with the message.
    """
    sending = Sending(email, store_id, purpose)
    return gate_all([sending], now=now)[sending]


def gate_all(sendings: Collection[Sending], *, now: datetime) -> dict[Sending, Verdict]:
    """`gate` for many by one statement, none for none."""
    if not sendings:
        return {}
    grounds: dict[Sending, list[Ground]] = defaultdict(list)
    rows = Consent.objects.filter(
        email__in={normal(sending.email) for sending in sendings},
        purpose__in={Purpose.MARKETING.value, *(sending.purpose for sending in sendings)},
    ).values_list("email", "store_id", "purpose", "id", "basis", "expires_at", "withdrawn_at")
    for email, store_id, purpose, pk, basis, expires_at, withdrawn_at in rows:
        ground = Ground(pk, basis, expires_at, withdrawn_at)
        grounds[Sending(email, store_id, purpose)].append(ground)
    return {sending: judge(_grounds_of(sending, grounds), now) for sending in sendings}


def _grounds_of(sending: Sending, grounds: Mapping[Sending, list[Ground]]) -> list[Ground]:
    own = sending._replace(email=normal(sending.email))
    return grounds.get(own) or grounds.get(own._replace(purpose=Purpose.MARKETING.value)) or []


def may_send(*, email: str, now: datetime, store_id: int | None = None) -> bool:
    """Whether the gate is open."""
    return gate(email=email, now=now, store_id=store_id).is_allowed


def consents_of(*, person_id: int) -> list[Given]:
    """Everything a person agreed to or was taken to agree to, the latest first, past ones too."""
    rows = Consent.objects.filter(person_id=person_id).select_related("store").order_by("-pk")
    return [
        Given(
            id=row.pk,
            purpose=row.purpose,
            sender=row.store.name if row.store else "",
            store_id=row.store_id,
            store=row.store.public_id if row.store else "",
            basis=row.basis,
            wording=row.wording,
            proof=row.proof,
            obtained_at=row.obtained_at,
            expires_at=row.expires_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows
    ]


def count_unclaimed_consents(*, emails: Collection[str]) -> int:
    """What guests agreed to under these addresses."""
    return Consent.objects.filter(person=None, email__in=[normal(one) for one in emails]).count()
