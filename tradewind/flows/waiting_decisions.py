"""Everything that waits for the mall to decide, whatever it is about, as one list."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tradewind.domains.catalogue.queries import list_inspections
from tradewind.domains.engagement.queries.judging import list_appeals, list_waiting
from tradewind.domains.engagement.rules.standing import Standing
from tradewind.domains.stores.applicants import list_applications
from tradewind.domains.stores.models import StoreApplication

MOST_OF_A_KIND = 100


class Kind(StrEnum):
    """What is to be decided about."""

    PRODUCT = "product"
    REVIEW = "review"
    QUESTION = "question"
    APPEAL = "appeal"
    APPLICATION = "application"


WORDS = frozenset({Kind.REVIEW, Kind.QUESTION, Kind.APPEAL})
"""Kinds that are about what people wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing to decide, by public ids. `about` is the product or what the applicant sells, `text`
    what somebody wrote, `reasons` count why it was reported, `is_hidden` whether nobody else sees
    it meanwhile. An application has no store yet.
    """

    kind: Kind
    id: str
    title: str
    since: datetime
    store_id: str = ""
    store_name: str = ""
    about: str = ""
    text: str = ""
    reasons: Mapping[str, int] = field(default_factory=dict)
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Decisions:
    """What waits, longest first, and how much of each kind; `is_more` when some kind has more than
    the hundred that are listed of it."""

    items: Sequence[Waiting]
    counts: Mapping[Kind, int]
    is_more: bool


def waiting_decisions(*, kinds: Collection[Kind]) -> Decisions:
    """What waits of these kinds. At most ten statements, however much it is."""
    found: list[Waiting] = []
    if Kind.PRODUCT in kinds:
        found += _products()
    if Kind.REVIEW in kinds or Kind.QUESTION in kinds:
        found += _words(kinds)
    if Kind.APPEAL in kinds:
        found += _appeals()
    if Kind.APPLICATION in kinds:
        found += _applications()
    counts = {kind: sum(one.kind is kind for one in found) for kind in Kind if kind in kinds}
    return Decisions(
        items=sorted(found, key=lambda one: one.since),
        counts=counts,
        is_more=any(count >= MOST_OF_A_KIND for count in counts.values()),
    )


def _products() -> list[Waiting]:
    return [
        Waiting(
            kind=Kind.PRODUCT,
            id=row.product_id,
            title=row.title,
            since=row.asked_at,
            store_id=row.store_id,
            store_name=row.store_name,
            about=row.brand,
            is_hidden=True,
        )
        for row in list_inspections(limit=MOST_OF_A_KIND).items
    ]


def _words(kinds: Collection[Kind]) -> list[Waiting]:
    found = []
    for row in list_waiting(limit=MOST_OF_A_KIND):
        kind = Kind.REVIEW if row.is_review else Kind.QUESTION
        if kind in kinds:
            subject = row.subject
            found.append(
                Waiting(
                    kind=kind,
                    id=subject.public_id,
                    title=subject.author,
                    since=row.since,
                    store_id=subject.store.public_id,
                    store_name=subject.store.name,
                    about=subject.product.title if subject.product else "",
                    text=row.words,
                    reasons=row.reasons,
                    is_hidden=subject.standing == Standing.HELD,
                )
            )
    return found


def _appeals() -> list[Waiting]:
    return [
        Waiting(
            kind=Kind.APPEAL,
            id=row.appeal.public_id,
            title=row.appeal.get_by_display(),
            since=row.appeal.asked_at,
            store_id=row.subject.store.public_id,
            store_name=row.subject.store.name,
            about=row.subject.text,
            text=row.appeal.text,
            is_hidden=row.subject.standing != Standing.SHOWN,
        )
        for row in list_appeals(limit=MOST_OF_A_KIND)
    ]


def _applications() -> list[Waiting]:
    page = list_applications(state=StoreApplication.State.WAITING, limit=MOST_OF_A_KIND)
    return [
        Waiting(
            kind=Kind.APPLICATION,
            id=str(row.public_id),
            title=row.business,
            since=row.asked_at,
            about=row.sells,
            text="",
        )
        for row in page.items
    ]
