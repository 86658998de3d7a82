"""Reviews and questions as pages show them: plain values."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tradewind.domains.engagement.models import Flag, GuestQuestion, Inquiry, Reply, Review
from tradewind.platform.files.storages import public_url
from tradewind.platform.i18n.languages import current
from tradewind.storefront.words.buyers import about_words

REASONS = [(reason.value, reason.label) for reason in Flag.Reason]


@dataclass(frozen=True, slots=True)
class PictureLink:
    """A review's picture: small here, `url` leads to the large one."""

    url: str
    small_url: str


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """A review. `bought` is the choice that was bought, `about` what the author shows."""

    id: str
    author: str
    stars: int
    title: str
    text: str
    language: str
    bought: str
    about: Sequence[str]
    pictures: Sequence[PictureLink]
    helpful: int
    voted: bool
    reply: str
    written_at: datetime
    is_edited: bool
    helpful_url: str

    @property
    def row(self) -> range:
        """A star each."""
        return range(self.stars)


@dataclass(frozen=True, slots=True)
class ReplyCard:
    """What was said to a question."""

    by: str
    author: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question with what was said to it."""

    id: str
    url: str
    author: str
    text: str
    asked_at: datetime
    is_secret: bool
    is_answered: bool
    about: str
    replies: Sequence[ReplyCard]


def review_card(review: Review, *, voted: Collection[int] = ()) -> ReviewCard:
    """`voted` are the row ids of reviews the reader found helpful."""
    return ReviewCard(
        id=review.public_id,
        author=review.author,
        stars=review.stars,
        title=review.title,
        text=review.text,
        language=review.language,
        bought=" · ".join(review.choices),
        about=about_words(review.about),
        pictures=[
            PictureLink(public_url(one.file), public_url(one.renditions.get("160", one.file)))
            for one in review.pictures.all()
        ],
        helpful=review.helpful,
        voted=review.pk in voted,
        reply=review.reply,
        written_at=review.written_at,
        is_edited=review.edited_at is not None,
        helpful_url=reverse("storefront:review_helpful", args=[review.public_id]),
    )


def question_card(inquiry: Inquiry) -> QuestionCard:
    """A question the reader may read."""
    return QuestionCard(
        id=inquiry.public_id,
        url=reverse("storefront:question", args=[inquiry.public_id]),
        author=inquiry.author,
        text=inquiry.text,
        asked_at=inquiry.asked_at,
        is_secret=inquiry.is_secret,
        is_answered=inquiry.answered_at is not None,
        about=inquiry.product.text("title", current()) if inquiry.product else inquiry.store.name,
        replies=[_reply(reply) for reply in inquiry.replies.all()],
    )


def guest_card(asked: GuestQuestion, replies: Sequence[Reply]) -> QuestionCard:
    """A guest's own question, confirmed or not."""
    inquiry = asked.inquiry
    return QuestionCard(
        id=inquiry.public_id if inquiry else "",
        url=reverse("storefront:guest_question", args=[asked.token]),
        author=asked.author,
        text=asked.text,
        asked_at=asked.asked_at,
        is_secret=asked.is_secret,
        is_answered=inquiry is not None and inquiry.answered_at is not None,
        about=asked.product.title if asked.product else asked.store.name,
        replies=[_reply(reply) for reply in replies],
    )


def sort_names() -> list[tuple[str, str]]:
    """The orders reviews come in."""
    return [
        ("helpful", _("Most helpful")),
        ("newest", _("Newest")),
        ("high", _("Most stars")),
        ("low", _("Fewest stars")),
    ]


def _reply(reply: Reply) -> ReplyCard:
    return ReplyCard(reply.by, reply.author, reply.text, reply.written_at)
