"""The mall's decisions about what was reported, and appeals against them: every step is kept."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from tradewind.domains.engagement.events import WordsJudged
from tradewind.domains.engagement.models import Appeal, Inquiry, Review, Step
from tradewind.domains.engagement.operations import reviewing
from tradewind.domains.engagement.rules.standing import (
    IllegalStanding,
    NothingToAppeal,
    Standing,
    check_move,
    may_appeal,
    reversed_standing,
)
from tradewind.domains.engagement.rules.writing import check_words
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.platform.events import publish

_WHY = "the mall judges words about every store"
_LONGEST_REASON, _LONGEST_APPEAL = 500, 1_000
Subject = Review | Inquiry


def decide(*, subject_id: str, keep: bool, reason: str, actor: str) -> Subject:
    """Keep a review or an inquiry where all can read it, or hide it, and say why.

    Deciding the same again changes nothing. Raises `NotFound`, `InvalidInput`, `IllegalStanding`.
    """
    why = check_words("reason", reason, most=_LONGEST_REASON, links=True)
    with transaction.atomic():
        subject = _locked(subject_id)
        wanted = Standing.SHOWN if keep else Standing.HIDDEN
        if subject.standing == Standing.WITHDRAWN:
            raise IllegalStanding(old=subject.standing, new=wanted.value)
        if subject.standing == wanted and not (keep and not _has_step(subject)):
            return subject
        if subject.standing != wanted:
            _stand(subject, wanted)
        _step(subject, Step.Kind.KEPT if keep else Step.Kind.HIDDEN, actor, why, tell=True)
    return subject


def appeal(
    *, subject_id: str, text: str, actor: str, person_id: int | None, store_id: int | None
) -> Appeal:
    """Ask the mall to look again: as its author (`person_id`) or as the seller (`store_id`).

    Raises `NotFound`, `InvalidInput`, `NothingToAppeal`.
    """
    said = check_words("text", text, most=_LONGEST_APPEAL, links=True)
    with transaction.atomic():
        subject = _locked(subject_id)
        by = _side(subject, person_id, store_id)
        if not may_appeal(
            by=by.value,
            standing=Standing(subject.standing),
            was_decided=_was_kept(subject),
        ):
            raise NothingToAppeal
        try:
            with transaction.atomic():
                made = Appeal.objects.create(
                    store_id=subject.store_id,
                    by=by,
                    actor=actor,
                    text=said,
                    asked_at=clock.now(),
                    **_about(subject),
                )
        except IntegrityError:
            raise NothingToAppeal from None
        _step(subject, Step.Kind.APPEALED, actor, said[:_LONGEST_REASON], tell=False)
    return made


def answer_appeal(*, appeal_id: str, grant: bool, answer: str, actor: str) -> Appeal:
    """Decide an appeal: `grant` turns the decision round. Raises `NotFound`, `InvalidInput`."""
    why = check_words("answer", answer, most=_LONGEST_REASON, links=True)
    rows = Appeal.objects.across_stores(_WHY)
    found = rows.select_related("review", "inquiry").filter(public_id=appeal_id).first()
    if found is None:
        raise NotFound(id=appeal_id)
    subject_id = (found.review or found.inquiry).public_id  # type: ignore[union-attr]
    with transaction.atomic():
        # The subject first, as everywhere: two who decide at once never wait for each other.
        subject = _locked(subject_id)
        row = rows.select_for_update(of=("self",)).get(pk=found.pk)
        if row.state != Appeal.State.WAITING:
            return row
        row.state = Appeal.State.REVERSED if grant else Appeal.State.UPHELD
        row.answer, row.decided_at = why, clock.now()
        row.save(update_fields=["state", "answer", "decided_at"])
        if grant and subject.standing != Standing.WITHDRAWN:
            _stand(subject, reversed_standing(Standing(subject.standing)))
        kind = Step.Kind.REVERSED if grant else Step.Kind.UPHELD
        _step(subject, kind, actor, why, tell=True)
    return row


def _locked(subject_id: str) -> Subject:
    if subject_id.startswith("rev_"):
        reviews = Review.objects.across_stores(_WHY).select_for_update(of=("self",))
        found: Subject | None = (
            reviews.select_related("product", "store").filter(public_id=subject_id).first()
        )
    else:
        inquiries = Inquiry.objects.across_stores(_WHY).select_for_update(of=("self",))
        found = inquiries.select_related("store").filter(public_id=subject_id).first()
    if found is None:
        raise NotFound(id=subject_id)
    return found


def _stand(subject: Subject, standing: Standing) -> None:
    if isinstance(subject, Review):
        reviewing.stand(subject, standing)
        return
    check_move(Standing(subject.standing), standing)
    subject.standing = standing
    subject.save(update_fields=["standing"])


def _side(subject: Subject, person_id: int | None, store_id: int | None) -> Appeal.By:
    if person_id is not None and subject.person_id == person_id:
        return Appeal.By.AUTHOR
    if store_id is not None and subject.store_id == store_id:
        return Appeal.By.SELLER
    raise NotFound(id=subject.public_id)


def _was_kept(subject: Subject) -> bool:
    kinds = (Step.Kind.KEPT, Step.Kind.REVERSED)
    return _steps(subject).filter(kind__in=kinds).exists()


def _has_step(subject: Subject) -> bool:
    return _steps(subject).exists()


def _steps(subject: Subject) -> QuerySet[Step]:
    return Step.objects.for_store(subject.store_id).filter(**_about(subject))


def _step(subject: Subject, kind: Step.Kind, actor: str, reason: str, *, tell: bool) -> None:
    step = Step.objects.create(
        store_id=subject.store_id,
        kind=kind,
        actor=actor,
        reason=reason,
        taken_at=clock.now(),
        **_about(subject),
    )
    if tell:
        publish(
            WordsJudged(
                subject_id=subject.public_id,
                store_id=subject.store.public_id,
                verdict=kind.value,
                step=step.pk,
            )
        )


def _about(subject: Subject) -> dict[str, Subject]:
    return {"review" if isinstance(subject, Review) else "inquiry": subject}
