"""What may be written, by whom, until when. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tradewind.domains.engagement.rules.words import has_link
from tradewind.kernel.errors import InvalidInput, TradewindError

EDITABLE = timedelta(days=30)
MOST_PICTURES = 6
_MOST_ABOUT = 5
_LONGEST_REVIEW, _LONGEST_TITLE, _LONGEST_NAME = 5_000, 120, 40
_FIVE = 5


class NotDelivered(TradewindError):
    """Only who received it may review it."""

    code = "review_not_delivered"


class AlreadyReviewed(TradewindError):
    """This line has its review; it can be changed."""

    code = "review_already"


class EditingOver(TradewindError):
    """The days in which it could be changed are over."""

    code = "review_editing_over"


class SaidBefore(TradewindError):
    """The same person wrote the same words lately."""

    code = "words_said_before"


class LinkNotAllowed(TradewindError):
    """It leads somewhere else."""

    code = "words_with_link"


class OwnWords(TradewindError):
    """Nobody votes for or reports what they wrote themselves."""

    code = "words_own"


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """What a buyer says. `about` is what they show of themselves: ``{"Size": "M"}``."""

    stars: int
    author: str
    title: str = ""
    text: str = ""
    as_described: int | None = None
    about: Mapping[str, str] = field(default_factory=dict)


def check_review(words: ReviewWords) -> None:
    """Raises `InvalidInput` or `LinkNotAllowed`."""
    faults: dict[str, str] = {}
    if not 1 <= words.stars <= _FIVE:
        faults["stars"] = "invalid"
    if words.as_described is not None and not 1 <= words.as_described <= _FIVE:
        faults["as_described"] = "invalid"
    for name, text, most in (
        ("author", words.author, _LONGEST_NAME),
        ("title", words.title, _LONGEST_TITLE),
        ("text", words.text, _LONGEST_REVIEW),
    ):
        faults |= _fault(name, text, most)
    if not words.author.strip():
        faults["author"] = "required"
    if len(words.about) > _MOST_ABOUT or any(
        len(name) > _LONGEST_NAME or len(value) > _LONGEST_NAME or "\0" in name + value
        for name, value in words.about.items()
    ):
        faults["about"] = "too_long"
    if faults:
        raise InvalidInput(faults)
    if has_link(f"{words.title} {words.text} {words.author} {' '.join(words.about.values())}"):
        raise LinkNotAllowed


def check_words(name: str, text: str, *, most: int, links: bool = False) -> str:
    """`text` without spaces around it. Raises `InvalidInput` (empty, too long) or `LinkNotAllowed`."""
    said = text.strip()
    faults = {name: "required"} if not said else _fault(name, said, most)
    if faults:
        raise InvalidInput(faults)
    if has_link(said) and not links:
        raise LinkNotAllowed
    return said


def is_editable(*, written_at: datetime, now: datetime) -> bool:
    """Whether its author may still change it."""
    return now < written_at + EDITABLE


def _fault(name: str, text: str, most: int) -> dict[str, str]:
    if len(text) > most:
        return {name: "too_long"}
    # PostgreSQL keeps no such character.
    return {name: "invalid"} if "\0" in text else {}
