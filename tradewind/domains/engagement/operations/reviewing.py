"""Writing a review of what was delivered, changing it, taking it back, replying to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import IO

from django.db import IntegrityError, transaction

from tradewind.domains.engagement.events import ReviewReplied
from tradewind.domains.engagement.models import Review, ReviewPicture, Standing
from tradewind.domains.engagement.operations import scoring
from tradewind.domains.engagement.rules.standing import IllegalStanding, check_move
from tradewind.domains.engagement.rules.words import digest
from tradewind.domains.engagement.rules.writing import (
    MOST_PICTURES,
    AlreadyReviewed,
    EditingOver,
    NotDelivered,
    ReviewWords,
    SaidBefore,
    check_review,
    check_words,
    is_editable,
)
from tradewind.domains.orders.models import OrderLine, Purchase
from tradewind.domains.orders.rules import Stage
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.platform.events import publish
from tradewind.platform.files.pictures import Picture, store_picture
from tradewind.platform.http import throttles

_FOLDER = "reviews"
_A_DAY = 20
_DAY = 24 * 3600
_SAID_WITHIN = timedelta(days=90)
_LONGEST_REPLY = 3_000


def write(
    *,
    purchase: Purchase,
    line_id: str,
    words: ReviewWords,
    language: str,
    pictures: Sequence[IO[bytes]] = (),
) -> Review:
    """Review a line of a purchase the caller showed to be theirs (by sign-in or by its token).

    Shown at once. Raises `NotFound`, `NotDelivered`, `AlreadyReviewed`, `InvalidInput`,
    `LinkNotAllowed`, `SaidBefore`, `TooManyRequests`, and what `store_picture` raises.
    """
    check_review(words)
    line = _delivered_line(purchase, line_id)
    if Review.objects.for_store(line.store_id).filter(line=line).exists():
        raise AlreadyReviewed
    throttles.count(name="review", who=purchase.email.lower(), limit=_A_DAY, seconds=_DAY)
    _check_new(purchase, words, None)
    stored = _stored(pictures)
    review = Review(
        store_id=line.store_id,
        product=line.product,
        variant=line.variant,
        line=line,
        purchase=purchase,
        person_id=purchase.person_id,
        language=language,
        choices=line.choices,
        pictures_count=len(stored),
        written_at=clock.now(),
    )
    _say(review, words)
    try:
        with transaction.atomic():
            review.save(force_insert=True)
            _keep(review, stored)
            scoring.move(review, old=None)
    except IntegrityError:
        raise AlreadyReviewed from None
    return review


def edit(
    *, purchase: Purchase, review_id: str, words: ReviewWords, pictures: Sequence[IO[bytes]] = ()
) -> Review:
    """Say it otherwise, within `EDITABLE`; pictures are added. Raises as `write`, `EditingOver`."""
    check_review(words)
    _check_new(purchase, words, review_id)
    stored = _stored(pictures)
    with transaction.atomic():
        review = _own(purchase, review_id)
        now = clock.now()
        _editable(review, now, len(stored))
        old = scoring.weight_of(review)
        _say(review, words)
        review.edited_at = now
        review.pictures_count += len(stored)
        review.save()
        _keep(review, stored)
        scoring.move(review, old=old)
    return review


def add_picture(*, purchase: Purchase, review_id: str, upload: IO[bytes]) -> Review:
    """One more picture, as long as it may be changed. Raises as `edit`."""
    with transaction.atomic():
        _editable(_own(purchase, review_id), clock.now(), 1)
    # Decoding takes up to a second; no row is locked meanwhile.
    stored = _stored([upload])
    with transaction.atomic():
        review = _own(purchase, review_id)
        _editable(review, clock.now(), 1)
        old = scoring.weight_of(review)
        review.pictures_count += 1
        review.save(update_fields=["pictures_count"])
        _keep(review, stored)
        scoring.move(review, old=old)
    return review


def withdraw(*, purchase: Purchase, review_id: str) -> Review:
    """Take it back for good. Repeating it changes nothing. Raises `NotFound`."""
    with transaction.atomic():
        review = _own(purchase, review_id)
        if review.standing != Standing.WITHDRAWN:
            stand(review, Standing.WITHDRAWN)
    return review


def reply(*, store_id: int, review_id: str, text: str, actor: str) -> Review:
    """What the seller says to it; empty takes the reply away. The author hears of the first.

    Raises `NotFound`, `InvalidInput`.
    """
    said = check_words("text", text, most=_LONGEST_REPLY, links=True) if text.strip() else ""
    with transaction.atomic():
        review = _locked(store_id=store_id, review_id=review_id)
        is_first = bool(said) and review.replied_at is None
        review.reply, review.reply_by = said, actor if said else ""
        if is_first:
            review.replied_at = clock.now()
        review.save(update_fields=["reply", "reply_by", "replied_at"])
        if is_first:
            publish(
                ReviewReplied(
                    review_id=review.public_id,
                    product_id=review.product.public_id,
                    store_id=review.store.public_id,
                )
            )
    return review


def stand(review: Review, standing: Standing) -> None:
    """Move a locked review to where it stands from now on. Raises `IllegalStanding`."""
    check_move(Standing(review.standing), standing)
    old = scoring.weight_of(review)
    review.standing = standing
    review.save(update_fields=["standing"])
    scoring.move(review, old=old)


def claim_reviews(*, person_id: int) -> int:
    """Make reviews a guest wrote the member's whose purchases they turned out to be."""
    rows = Review.objects.across_stores("found by the member's own purchases")
    return rows.filter(person=None, purchase__person_id=person_id).update(person_id=person_id)


def _editable(review: Review, now: datetime, more_pictures: int) -> None:
    if not is_editable(written_at=review.written_at, now=now):
        raise EditingOver
    if review.standing == Standing.WITHDRAWN:
        raise IllegalStanding(old=review.standing, new=Standing.SHOWN.value)
    if review.pictures_count + more_pictures > MOST_PICTURES:
        raise InvalidInput({"pictures": "too_many"})


def _say(review: Review, words: ReviewWords) -> None:
    review.stars, review.as_described = words.stars, words.as_described
    review.author = words.author.strip()
    review.title, review.text = words.title.strip(), words.text.strip()
    review.about = {name: value for name, value in words.about.items() if name and value}
    review.digest = digest(words.text)


def _delivered_line(purchase: Purchase, line_id: str) -> OrderLine:
    lines = OrderLine.objects.across_stores("a purchase's own lines")
    line = (
        lines.select_related("order", "product", "variant", "store")
        .filter(public_id=line_id, order__purchase=purchase)
        .first()
    )
    if line is None:
        raise NotFound(id=line_id)
    if line.order.stage != Stage.DELIVERED or not line.shipped:
        raise NotDelivered
    return line


def _check_new(purchase: Purchase, words: ReviewWords, review_id: str | None) -> None:
    said = digest(words.text)
    if not said:
        return
    rows = Review.objects.across_stores("all one buyer said lately").filter(
        digest=said,
        purchase__email__iexact=purchase.email,
        written_at__gt=clock.now() - _SAID_WITHIN,
    )
    if review_id is not None:
        rows = rows.exclude(public_id=review_id)
    if rows.exists():
        raise SaidBefore


def _stored(pictures: Sequence[IO[bytes]]) -> list[Picture]:
    if len(pictures) > MOST_PICTURES:
        raise InvalidInput({"pictures": "too_many"})
    return [store_picture(upload, folder=_FOLDER) for upload in pictures]


def _keep(review: Review, stored: Sequence[Picture]) -> None:
    ReviewPicture.objects.bulk_create(
        [
            ReviewPicture(
                store_id=review.store_id,
                review=review,
                file=picture.largest.name,
                width=picture.largest.width,
                height=picture.largest.height,
                renditions={str(size.width): size.name for size in picture.renditions},
            )
            for picture in stored
        ]
    )


def _own(purchase: Purchase, review_id: str) -> Review:
    rows = Review.objects.across_stores("a purchase's own reviews").filter(purchase=purchase)
    found = (
        rows.select_for_update(of=("self",))
        .select_related("product", "store")
        .filter(public_id=review_id)
        .first()
    )
    if found is None:
        raise NotFound(id=review_id)
    return found


def _locked(*, store_id: int, review_id: str) -> Review:
    found = (
        Review.objects.for_store(store_id)
        .select_for_update(of=("self",))
        .select_related("product", "store")
        .filter(public_id=review_id)
        .first()
    )
    if found is None:
        raise NotFound(id=review_id)
    return found
