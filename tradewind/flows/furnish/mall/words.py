"""What the demo's people said: reviews, questions with their answers, and what is asked often."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from tradewind.flows.furnish.mall.reading import MalformedFurniture, text
from tradewind.flows.furnish.mall.shapes import Text

Shape = TypeVar("Shape")
_DATA = Path(__file__).parent / "data" / "words"


@dataclass(frozen=True, slots=True)
class Said:
    """A review of one piece of `sku`, written `after` days from its delivery.

    `described` is how well it was described, of five. `photo` is how many degrees the hand was
    off that took a picture of it, None without one. `reply` is the seller's, a day later.
    """

    sku: str
    stars: int
    after: float
    text: str
    title: str = ""
    described: int | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    photo: float | None = None
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Buyer:
    """Somebody who bought `bought` days ago what `reviews` are about.

    Where only the address is told, who it is stands in the cast.
    """

    email: str
    bought: float
    reviews: Sequence[Said]
    name: str = ""
    language: str = ""
    currency: str = ""
    country: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What another member added, `after` days from the question."""

    by: str
    after: float
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a member asked `asked` days ago about a product, or a store in general.

    The seller answered `answered` days later; without `answer` it still waits.
    """

    by: str
    asked: float
    text: str
    product: str = ""
    store: str = ""
    is_secret: bool = False
    answer: str = ""
    answered: float = 0
    comments: Sequence[Comment] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What `store` is asked often, about one product or about itself."""

    store: str
    question: Text
    answer: Text
    product: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """All of it."""

    buyers: Sequence[Buyer]
    questions: Sequence[Question]
    entries: Sequence[Entry]


@cache
def load_words() -> Words:
    """Read once per process. Raises `MalformedFurniture` where a table has the wrong keys."""
    return Words(
        buyers=tuple(_buyer(raw) for raw in _rows("reviews", "buyer")),
        questions=tuple(_question(raw) for raw in _rows("questions", "question")),
        entries=tuple(_entry(raw) for raw in _rows("faq", "entry")),
    )


def _buyer(raw: dict[str, Any]) -> Buyer:
    reviews = tuple(_made(Said, each) for each in raw.pop("reviews"))
    return _made(Buyer, {**raw, "reviews": reviews})


def _question(raw: dict[str, Any]) -> Question:
    comments = tuple(_made(Comment, each) for each in raw.pop("comments", ()))
    return _made(Question, {**raw, "comments": comments})


def _entry(raw: dict[str, Any]) -> Entry:
    told = {name: text(raw[name], where=f"faq.{name}") for name in ("question", "answer")}
    return _made(Entry, {**raw, **told})


def _made(shape: type[Shape], raw: Mapping[str, Any]) -> Shape:
    try:
        return shape(**raw)
    except TypeError as mistake:
        raise MalformedFurniture(where=shape.__name__, why=str(mistake)) from None


def _rows(name: str, key: str) -> list[dict[str, Any]]:
    read = tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
    return list(read[key])
