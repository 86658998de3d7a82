"""How a review is written in JSON, and read from it."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema

from tradewind.domains.engagement.models import ProductScore, Review, Step
from tradewind.domains.engagement.rules.writing import ReviewWords
from tradewind.platform.files.storages import public_url


class ReviewPictureShape(Schema):
    url: str
    width: int
    height: int


class ReviewShape(Schema):
    """Every review is of a purchase that was delivered. `choices` is what was bought."""

    id: str
    product_id: str
    author: str
    stars: int
    as_described: int | None
    title: str
    text: str
    language: str
    choices: list[str]
    about: dict[str, str]
    is_verified: bool
    helpful: int
    pictures: list[ReviewPictureShape]
    reply: str
    replied_at: str | None
    written_at: str
    edited_at: str | None


class OwnReviewShape(ReviewShape):
    """With where it stands, as its author and its store see it."""

    standing: str


class ReviewPage(Schema):
    items: list[ReviewShape]
    next_cursor: str | None


class OwnReviewPage(Schema):
    items: list[OwnReviewShape]
    next_cursor: str | None


class ScoreShape(Schema):
    """`average` to one decimal, `histogram` counts one star first."""

    average: str | None
    count: int
    histogram: list[int]
    as_described: str | None
    with_pictures: int


class ReviewIn(Schema):
    stars: int = Field(ge=1, le=5)
    author: str = Field(min_length=1, max_length=40)
    title: str = Field("", max_length=120)
    text: str = Field("", max_length=5_000)
    as_described: int | None = Field(None, ge=1, le=5)
    about: dict[str, str] = Field(default_factory=dict, max_length=5)


class FlagIn(Schema):
    reason: str = Field(pattern="^(spam|offensive|private|wrong_place|false)$")
    note: str = Field("", max_length=300)


class FlaggedShape(Schema):
    standing: str


class AppealIn(Schema):
    text: str = Field(min_length=1, max_length=1_000)


class AppealShape(Schema):
    id: str
    by: str
    state: str
    text: str
    answer: str
    asked_at: str


class JudgingStepShape(Schema):
    kind: str
    reason: str
    taken_at: str


class JudgingStepList(Schema):
    items: list[JudgingStepShape]


def words_of(body: ReviewIn) -> ReviewWords:
    """What the buyer says."""
    return ReviewWords(**body.dict())


def review_json(review: Review) -> dict[str, Any]:
    """As anybody reads it."""
    return {
        "id": review.public_id,
        "product_id": review.product.public_id,
        "author": review.author,
        "stars": review.stars,
        "as_described": review.as_described,
        "title": review.title,
        "text": review.text,
        "language": review.language,
        "choices": review.choices,
        "about": review.about,
        "is_verified": True,
        "helpful": review.helpful,
        "pictures": [
            {"url": public_url(one.file), "width": one.width, "height": one.height}
            for one in review.pictures.all()
        ],
        "reply": review.reply,
        "replied_at": review.replied_at,
        "written_at": review.written_at,
        "edited_at": review.edited_at,
    }


def own_review_json(review: Review) -> dict[str, Any]:
    """As its author and its store read it."""
    return {**review_json(review), "standing": review.standing}


def score_json(score: ProductScore | None) -> dict[str, Any]:
    """The sums; none yet are zeros."""
    if score is None:
        return {
            "average": None,
            "count": 0,
            "histogram": [0] * 5,
            "as_described": None,
            "with_pictures": 0,
        }
    described = score.described_average
    return {
        "average": None if score.average is None else str(score.average),
        "count": score.count,
        "histogram": list(score.histogram),
        "as_described": None if described is None else str(described),
        "with_pictures": score.with_pictures,
    }


def step_json(step: Step) -> dict[str, Any]:
    """A step of its history, without who took it."""
    return {"kind": step.kind, "reason": step.reason, "taken_at": step.taken_at}
