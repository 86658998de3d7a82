"""What engagement tells the rest. Public ids; never who wrote, never what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tradewind.platform.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChanged(Event):
    """A review of a product began or ceased to be shown, or gives other stars."""

    name: ClassVar[str] = "engagement.score_changed"
    aggregate: ClassVar[str] = "product_id"

    product_id: str
    store_id: str
    review_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReplied(Event):
    """A seller replied to a review, for the first time."""

    name: ClassVar[str] = "engagement.review_replied"
    aggregate: ClassVar[str] = "review_id"

    review_id: str
    product_id: str
    store_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsJudged(Event):
    """The mall decided about a review or an inquiry. `step` is the row of its history."""

    name: ClassVar[str] = "engagement.words_judged"
    aggregate: ClassVar[str] = "subject_id"

    subject_id: str
    store_id: str
    verdict: str
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryAsked(Event):
    """Somebody asked a store something. `product_id` is empty for a question in general."""

    name: ClassVar[str] = "engagement.inquiry_asked"
    aggregate: ClassVar[str] = "inquiry_id"

    inquiry_id: str
    product_id: str
    store_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryAnswered(Event):
    """The seller answered an inquiry."""

    name: ClassVar[str] = "engagement.inquiry_answered"
    aggregate: ClassVar[str] = "inquiry_id"

    inquiry_id: str
    reply_id: str
    product_id: str
    store_id: str
