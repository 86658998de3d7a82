"""Members are told before their points expire."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Min, Sum

from tradewind.domains.loyalty.models import Lot, Wallet
from tradewind.domains.loyalty.queries.balances import SOON
from tradewind.domains.notices.models import Notice
from tradewind.domains.notices.operations import notify

_BATCH = 1_000


def remind_of_expiry(*, now: datetime) -> int:
    """Tell each member once about the lot that is next to expire; returns how many were told."""
    due = (
        Lot.objects.filter(
            remaining__gt=0,
            expires_at__gt=now,
            expires_at__lte=now + SOON,
            wallet__person__is_active=True,
        )
        .values("wallet_id")
        .annotate(points=Sum("remaining"), first=Min("expires_at"))
        .order_by("first")[:_BATCH]
    )
    return sum(_remind(row["wallet_id"], row["points"], row["first"]) for row in due)


def _remind(wallet_id: int, points: int, first: datetime) -> bool:
    wallet = Wallet.objects.select_related("person").get(pk=wallet_id)
    person = wallet.person
    if person is None:
        return False
    told = False
    for channel in (Notice.Channel.EMAIL, Notice.Channel.SITE):
        told |= notify(
            key=f"loyalty.expiring:{wallet.public_id}:{first:%Y%m%d}:{channel}",
            kind="loyalty.expiring",
            channel=channel,
            language=person.language,
            facts={"points": points, "first": first.date().isoformat()},
            email=person.email,
            person_id=person.pk,
        )
    return told
