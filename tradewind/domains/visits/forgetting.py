"""Arrivals without who arrived."""

from __future__ import annotations

from tradewind.domains.identity.forgotten import Forgotten
from tradewind.domains.visits.models import Visit


def forget_person(*, whom: Forgotten) -> dict[str, int]:
    """The channel of a sale stays, what leads to a person goes: links can carry addresses."""
    visits = Visit.objects.filter(person_id=whom.person_id)
    return {
        "visits": visits.update(
            person=None, referrer="", landing="", content="", term="", medium=""
        )
    }
