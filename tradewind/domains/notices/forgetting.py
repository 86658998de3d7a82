"""Letting go of what a person was told."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Lower

from tradewind.domains.identity.forgotten import Forgotten
from tradewind.domains.notices.models import Notice


def forget_person(*, whom: Forgotten) -> dict[str, int]:
    """Notices go whole: nothing has to be proven by them."""
    rows = Notice.objects.annotate(to=Lower("address")).filter(
        Q(person_id=whom.person_id) | Q(to__in=whom.emails)
    )
    return {"notices": int(rows.delete()[0])}
