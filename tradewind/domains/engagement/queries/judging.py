"""What the mall looks at, and the history of what it decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tradewind.domains.engagement.models import Appeal, Flag, Inquiry, Review, Standing, Step
from tradewind.kernel.errors import NotFound

_WHY = "the mall judges words about every store"
Subject = Review | Inquiry


@dataclass(frozen=True, slots=True)
class QueueRow:
    """Something the mall decides about. `reasons` counts why it was reported, `since` is when it
    first was."""

    subject: Subject
    reasons: Mapping[str, int]
    notes: Sequence[str]
    since: datetime

    @property
    def words(self) -> str:
        return self.subject.text

    @property
    def is_review(self) -> bool:
        return isinstance(self.subject, Review)


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal with what it is about and every step so far."""

    appeal: Appeal
    subject: Subject
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for the mall."""

    held: int
    reported: int
    appeals: int


def list_queue(*, view: str = "held", limit: int = 100) -> list[QueueRow]:
    """What is held, or (`view` reported) reported and still shown, the oldest first. Six statements."""
    reviews = Review.objects.across_stores(_WHY).select_related("store", "product")
    inquiries = Inquiry.objects.across_stores(_WHY).select_related("store", "product")
    if view == "held":
        found: list[Subject] = [
            *reviews.filter(standing=Standing.HELD).order_by("pk")[:limit],
            *inquiries.filter(standing=Standing.HELD).order_by("pk")[:limit],
        ]
    else:
        found = [
            *_undecided(reviews, limit),
            *_undecided(inquiries, limit),
        ]
    return _rows(found)


def list_waiting(*, limit: int = 100) -> list[QueueRow]:
    """Both of `list_queue` at once, at most `limit` of each kind. Four statements."""
    reviews = Review.objects.across_stores(_WHY).select_related("store", "product")
    inquiries = Inquiry.objects.across_stores(_WHY).select_related("store", "product")
    return _rows([*_waiting(reviews, limit), *_waiting(inquiries, limit)])


def count_waiting() -> Waiting:
    """For the tabs; five statements."""
    reviews = Review.objects.across_stores(_WHY)
    inquiries = Inquiry.objects.across_stores(_WHY)
    held = reviews.filter(standing=Standing.HELD).count()
    held += inquiries.filter(standing=Standing.HELD).count()
    reported = len(_undecided(reviews, 100)) + len(_undecided(inquiries, 100))
    appeals = Appeal.objects.across_stores(_WHY).filter(state=Appeal.State.WAITING).count()
    return Waiting(held, reported, appeals)


def list_appeals(*, limit: int = 100) -> list[AppealRow]:
    """Those that wait, the oldest first, each with its whole history."""
    rows = list(
        Appeal.objects.across_stores(_WHY)
        .filter(state=Appeal.State.WAITING)
        .select_related("review__product", "review__store", "inquiry__product", "inquiry__store")
        .order_by("asked_at")[:limit]
    )
    found = []
    steps = list(
        Step.objects.across_stores(_WHY).filter(review__in=[row.review_id for row in rows])
    ) + list(Step.objects.across_stores(_WHY).filter(inquiry__in=[row.inquiry_id for row in rows]))
    for row in rows:
        subject = row.review or row.inquiry
        assert subject is not None
        mine = [
            step
            for step in steps
            if (step.review_id, step.inquiry_id) == (row.review_id, row.inquiry_id)
        ]
        found.append(AppealRow(row, subject, mine))
    return found


def history_of(*, subject: Subject) -> Sequence[Step]:
    """Every step of how it was judged, the first first."""
    name = "review" if isinstance(subject, Review) else "inquiry"
    return list(Step.objects.for_store(subject.store_id).filter(**{name: subject}))


def get_subject(*, subject_id: str) -> Subject:
    """A review or an inquiry by public id, for the mall. Raises `NotFound`."""
    if subject_id.startswith("rev_"):
        reviews = Review.objects.across_stores(_WHY).select_related("store", "product")
        found: Subject | None = reviews.filter(public_id=subject_id).first()
    else:
        inquiries = Inquiry.objects.across_stores(_WHY).select_related("store", "product")
        found = inquiries.filter(public_id=subject_id).first()
    if found is None:
        raise NotFound(id=subject_id)
    return found


def _undecided(rows, limit: int) -> list[Subject]:  # type: ignore[no-untyped-def]
    return list(rows.filter(_reported(rows)).order_by("pk")[:limit])


def _waiting(rows, limit: int) -> list[Subject]:  # type: ignore[no-untyped-def]
    is_waiting = Q(standing=Standing.HELD) | _reported(rows)
    return list(rows.filter(is_waiting).order_by("pk")[:limit])


def _reported(rows) -> Q:  # type: ignore[no-untyped-def]
    name = "review" if rows.model is Review else "inquiry"
    decided = Step.objects.across_stores(_WHY).exclude(**{f"{name}_id": None})
    return Q(standing=Standing.SHOWN, flags__gt=0) & ~Q(pk__in=decided.values(f"{name}_id"))


def _written(subject: Subject) -> datetime:
    return subject.written_at if isinstance(subject, Review) else subject.asked_at


def _rows(found: Sequence[Subject]) -> list[QueueRow]:
    flags = list(
        Flag.objects.across_stores(_WHY).filter(
            review__in=[one.pk for one in found if isinstance(one, Review)]
        )
    ) + list(
        Flag.objects.across_stores(_WHY).filter(
            inquiry__in=[one.pk for one in found if isinstance(one, Inquiry)]
        )
    )
    made = []
    for subject in found:
        name = "review_id" if isinstance(subject, Review) else "inquiry_id"
        mine = [flag for flag in flags if getattr(flag, name) == subject.pk]
        made.append(
            QueueRow(
                subject,
                # A template asks a Counter for "items" and gets the count of that word.
                dict(Counter(str(Flag.Reason(flag.reason).label) for flag in mine)),
                [flag.note for flag in mine if flag.note],
                min((flag.flagged_at for flag in mine), default=_written(subject)),
            )
        )
    return made
