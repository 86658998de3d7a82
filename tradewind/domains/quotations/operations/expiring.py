"""Offers whose time is up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from tradewind.domains.inventory.operations import release
from tradewind.domains.quotations.models import Quotation
from tradewind.domains.quotations.operations.locking import locked, move
from tradewind.domains.quotations.rules import State

_BATCH = 200


def expire_due(*, now: datetime) -> int:
    """Let offers run out that nobody accepted or paid in time; returns how many.

    One that is being paid this moment waits for what becomes of the payment.
    """
    due = (
        Quotation.objects.across_stores("the clock stops offers of every store")
        .filter(
            Q(paying_until=None) | Q(paying_until__lte=now),
            state__in=(State.ANSWERED, State.ACCEPTED),
            valid_until__lte=now,
        )
        .order_by("valid_until")
        .values_list("public_id", flat=True)[:_BATCH]
    )
    return sum(_expire(public_id, now) for public_id in due)


def _expire(quotation_id: str, now: datetime) -> bool:
    with transaction.atomic():
        row = locked(quotation_id=quotation_id)
        is_paid_now = row.paying_until is not None and row.paying_until > now
        is_due = row.valid_until is not None and row.valid_until <= now
        if row.state not in (State.ANSWERED, State.ACCEPTED) or is_paid_now or not is_due:
            return False
        row.waits_since = None
        move(row, State.EXPIRED, by="")
        row.save()
        release(holder=quotation_id)
    return True
