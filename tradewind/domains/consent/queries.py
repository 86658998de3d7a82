"""The one question before every commercial message."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from tradewind.domains.consent.models import Consent, Purpose


def may_send(*, email: str, now: datetime, store_id: int | None = None) -> bool:
    """Whether a commercial message from that sender has a basis that stands today (CASL)."""
    return (
        Consent.objects.filter(
            Q(store_id=store_id),
            email__iexact=email,
            purpose=Purpose.MARKETING,
            withdrawn_at=None,
        )
        .filter(Q(expires_at=None) | Q(expires_at__gt=now))
        .exists()
    )
