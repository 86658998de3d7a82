"""Letting go of what a person was told."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Lower

from tradewind.domains.identity.forgotten import Forgotten
from tradewind.domains.notices.models import Browser, Notice, QuietHours, Wish


def forget_person(*, whom: Forgotten) -> dict[str, int]:
    """Notices and how they were wanted go whole: nothing has to be proven by them."""
    for choices in (Wish, QuietHours, Browser):
        choices._default_manager.filter(person_id=whom.person_id).delete()
    rows = Notice.objects.annotate(to=Lower("address")).filter(
        Q(person_id=whom.person_id) | Q(to__in=whom.emails)
    )
    return {"notices": int(rows.delete()[0])}
