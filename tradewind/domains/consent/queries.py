"""The one question before every commercial message, and what a person may see of their answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tradewind.domains.consent.models import Consent, Purpose
from tradewind.domains.consent.rules import normal


@dataclass(frozen=True, slots=True)
class Given:
    """One basis of a person. `sender` is the store's name, empty for the mall itself."""

    purpose: str
    sender: str
    store_id: int | None
    basis: str
    wording: str
    obtained_at: datetime
    expires_at: datetime | None
    withdrawn_at: datetime | None

    def stands(self, now: datetime) -> bool:
        """Whether it may be relied on at `now`."""
        return self.withdrawn_at is None and (self.expires_at is None or self.expires_at > now)


def may_send(*, email: str, now: datetime, store_id: int | None = None) -> bool:
    """Whether a commercial message from that sender has a basis that stands today (CASL)."""
    return (
        Consent.objects.filter(
            Q(store_id=store_id),
            email=normal(email),
            purpose=Purpose.MARKETING,
            withdrawn_at=None,
        )
        .filter(Q(expires_at=None) | Q(expires_at__gt=now))
        .exists()
    )


def consents_of(*, person_id: int) -> list[Given]:
    """Everything a person agreed to or was taken to agree to, the latest first, past ones too."""
    rows = Consent.objects.filter(person_id=person_id).select_related("store").order_by("-pk")
    return [
        Given(
            purpose=row.purpose,
            sender=row.store.name if row.store else "",
            store_id=row.store_id,
            basis=row.basis,
            wording=row.wording,
            obtained_at=row.obtained_at,
            expires_at=row.expires_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows
    ]
