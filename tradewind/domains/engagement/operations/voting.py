"""Finding a review helpful, and reporting what should not stand: each person once."""

from __future__ import annotations

from django.db import connection, transaction

from tradewind.domains.engagement.models import Flag, Inquiry, Review, Step
from tradewind.domains.engagement.operations import reviewing
from tradewind.domains.engagement.rules.standing import FLAGS_TO_HOLD, Standing
from tradewind.domains.engagement.rules.writing import OwnWords
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.http import throttles

_DAY = 24 * 3600
_FLAGS_A_DAY = 20
_VOTES_A_DAY = 300
_LONGEST_NOTE = 300
# The vote and the count are one statement: of two clicks at once one finds the row there.
_VOTE = """
WITH voted AS (
    INSERT INTO engagement_helpfulvote (store_id, review_id, person_id) VALUES (%s, %s, %s)
    ON CONFLICT DO NOTHING RETURNING 1)
UPDATE engagement_review SET helpful = helpful + 1
WHERE id = %s AND EXISTS (SELECT FROM voted)
"""
_UNVOTE = """
WITH gone AS (
    DELETE FROM engagement_helpfulvote WHERE review_id = %s AND person_id = %s RETURNING 1)
UPDATE engagement_review SET helpful = helpful - 1
WHERE id = %s AND helpful > 0 AND EXISTS (SELECT FROM gone)
"""


def find_helpful(*, review_id: str, person_id: int) -> int:
    """Say that it helped; gives how many said so. Repeating it changes nothing.

    Raises `NotFound`, `OwnWords`, `TooManyRequests`.
    """
    review = _shown_review(review_id)
    if review.person_id == person_id:
        raise OwnWords
    throttles.count(name="review.vote", who=str(person_id), limit=_VOTES_A_DAY, seconds=_DAY)
    with connection.cursor() as cursor:
        cursor.execute(_VOTE, [review.store_id, review.pk, person_id, review.pk])
    return _helpful(review)


def take_vote_back(*, review_id: str, person_id: int) -> int:
    """Say so no longer. Repeating it changes nothing. Raises `NotFound`."""
    review = _shown_review(review_id)
    with connection.cursor() as cursor:
        cursor.execute(_UNVOTE, [review.pk, person_id, review.pk])
    return _helpful(review)


def flag_review(*, review_id: str, person_id: int, reason: str, note: str = "") -> Review:
    """Report it. Held by itself once `FLAGS_TO_HOLD` people did; one person counts once.

    Raises `NotFound`, `OwnWords`, `InvalidInput`, `TooManyRequests`.
    """
    _check(person_id, reason, note)
    with transaction.atomic():
        rows = Review.objects.across_stores("anybody may report what is shown")
        review = (
            rows.select_for_update(of=("self",))
            .select_related("product", "store")
            .filter(public_id=review_id, standing__in=(Standing.SHOWN, Standing.HELD))
            .first()
        )
        if review is None:
            raise NotFound(id=review_id)
        if review.person_id == person_id:
            raise OwnWords
        if _flag(review.store_id, person_id, reason, note, review_id=review.pk):
            review.flags += 1
            review.save(update_fields=["flags"])
            if _is_too_much(review, review=review):
                reviewing.stand(review, Standing.HELD)
                _held(review.store_id, review=review)
    return review


def flag_inquiry(*, inquiry_id: str, person_id: int, reason: str, note: str = "") -> Inquiry:
    """The same for a question and what was said to it; secret ones can't be reported by others."""
    _check(person_id, reason, note)
    with transaction.atomic():
        rows = Inquiry.objects.across_stores("anybody may report what is shown")
        inquiry = (
            rows.select_for_update()
            .filter(
                public_id=inquiry_id,
                is_secret=False,
                standing__in=(Standing.SHOWN, Standing.HELD),
            )
            .first()
        )
        if inquiry is None:
            raise NotFound(id=inquiry_id)
        if inquiry.person_id == person_id:
            raise OwnWords
        if _flag(inquiry.store_id, person_id, reason, note, inquiry_id=inquiry.pk):
            inquiry.flags += 1
            if _is_too_much(inquiry, inquiry=inquiry):
                inquiry.standing = Standing.HELD
                _held(inquiry.store_id, inquiry=inquiry)
            inquiry.save(update_fields=["flags", "standing"])
    return inquiry


def _is_too_much(row: Review | Inquiry, **subject: Review | Inquiry) -> bool:
    """Held once by itself: what the mall kept, it has looked at."""
    if row.standing != Standing.SHOWN or row.flags < FLAGS_TO_HOLD:
        return False
    return not Step.objects.for_store(row.store_id).filter(**subject).exists()


def _held(store_id: int, **subject: Review | Inquiry) -> None:
    Step.objects.create(store_id=store_id, kind=Step.Kind.HELD, taken_at=clock.now(), **subject)


def _check(person_id: int, reason: str, note: str) -> None:
    if reason not in Flag.Reason.values:
        raise InvalidInput({"reason": "invalid"})
    if len(note) > _LONGEST_NOTE or "\0" in note:
        raise InvalidInput({"note": "too_long"})
    throttles.count(name="flag", who=str(person_id), limit=_FLAGS_A_DAY, seconds=_DAY)


def _flag(store_id: int, person_id: int, reason: str, note: str, **subject: int) -> bool:
    """Whether it is this person's first; the subject's row is locked, so none comes between."""
    rows = Flag.objects.for_store(store_id).filter(person_id=person_id, **subject)
    if rows.exists():
        return False
    Flag.objects.create(
        store_id=store_id,
        person_id=person_id,
        reason=reason,
        note=note,
        flagged_at=clock.now(),
        **subject,
    )
    return True


def _shown_review(review_id: str) -> Review:
    rows = Review.objects.across_stores("anybody may read what is shown")
    found = rows.filter(public_id=review_id, standing=Standing.SHOWN).first()
    if found is None:
        raise NotFound(id=review_id)
    return found


def _helpful(review: Review) -> int:
    rows = Review.objects.for_store(review.store_id).filter(pk=review.pk)
    return int(rows.values_list("helpful", flat=True)[0])
