"""What a member told of themselves, and what is kept of what they do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.discovery.models import Taste
from tradewind.domains.discovery.queries.recommending import told_of
from tradewind.domains.discovery.rules.tastes import Told
from tradewind.domains.discovery.statements import rows
from tradewind.domains.visits.models import Browsing
from tradewind.kernel.money import Money

_SEEN = """
SELECT p.title, s.name, v.viewed_at
FROM visits_browsing b JOIN visits_productview v ON v.browsing_id = b.id
JOIN catalogue_product p ON p.id = v.product_id JOIN stores_store s ON s.id = p.store_id
WHERE b.person_id = %s ORDER BY v.viewed_at DESC
"""
NOTHING = Told()


@dataclass(frozen=True, slots=True)
class SeenProduct:
    """A product somebody looked at, by what it was called."""

    title: str
    seller: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptOfPerson:
    """Everything kept to recommend by, for who wants to see or take it along."""

    is_on: bool
    taste: Taste | None
    seen: tuple[SeenProduct, ...]


def is_personalized(*, person_id: int) -> bool:
    """Whether a member lets the mall choose by what they do and tell."""
    return Browsing.objects.filter(person_id=person_id).exists()


def find_taste(*, person_id: int) -> Taste | None:
    """What a member told of themselves."""
    return Taste.objects.filter(person_id=person_id).first()


def told_by(*, person_id: int | None) -> Told:
    """The same as rules read it; nothing for a guest. One statement for a member."""
    taste = find_taste(person_id=person_id) if person_id is not None else None
    if taste is None:
        return NOTHING
    return told_of(
        {
            "sizes": taste.sizes,
            "skin_type": taste.skin_type,
            "needs": taste.needs,
            "budget": budget_of(taste),
        }
    )


def budget_of(taste: Taste) -> Money | None:
    """The most they like to pay for one thing."""
    return None if taste.budget_minor is None else Money(taste.budget_minor, taste.currency)


def kept_of_person(*, person_id: int) -> KeptOfPerson:
    """For an export; three statements."""
    return KeptOfPerson(
        is_on=is_personalized(person_id=person_id),
        taste=find_taste(person_id=person_id),
        seen=tuple(SeenProduct(*row) for row in rows(_SEEN, [person_id])),
    )
