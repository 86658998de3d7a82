"""Letting go of who waited for goods to be sold where they are."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Lower

from tradewind.domains.availability.models import PlaceWatch
from tradewind.domains.identity.forgotten import Forgotten


def forget_person(*, whom: Forgotten) -> dict[str, int]:
    """Their wishes go whole."""
    rows = (
        PlaceWatch.objects.across_stores("a person is mall-wide")
        .annotate(to=Lower("email"))
        .filter(Q(person_id=whom.person_id) | Q(to__in=whom.emails))
    )
    return {"watched places": int(rows.delete()[0])}
