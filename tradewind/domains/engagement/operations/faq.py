"""Writing down what is asked often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F

from tradewind.domains.catalogue.models import Product
from tradewind.domains.engagement.models import FaqEntry, Inquiry, Reply
from tradewind.domains.engagement.rules.words import beginnings
from tradewind.domains.engagement.rules.writing import check_words
from tradewind.kernel.errors import InvalidInput, NotFound

_LONGEST_QUESTION, _LONGEST_ANSWER = 300, 3_000
_MOST = 300


@dataclass(frozen=True, slots=True)
class FaqWords:
    """A question with its answer; `translations` as ``{"fr": {"question": "…", "answer": "…"}}``."""

    question: str
    answer: str
    language: str
    product_id: str = ""
    position: int = 0
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def add_entry(*, store_id: int, words: FaqWords, inquiry_id: str = "") -> FaqEntry:
    """Write it down, perhaps out of an inquiry that was answered. Raises `NotFound`, `InvalidInput`."""
    if FaqEntry.objects.for_store(store_id).count() >= _MOST:
        raise InvalidInput({"question": "too_many"})
    source = _inquiry(store_id, inquiry_id) if inquiry_id else None
    entry = FaqEntry(store_id=store_id, source=source)
    _say(entry, words)
    entry.save(force_insert=True)
    return entry


def change_entry(*, store_id: int, entry_id: str, words: FaqWords) -> FaqEntry:
    """Say it anew. Raises `NotFound`, `InvalidInput`."""
    with transaction.atomic():
        rows = FaqEntry.objects.for_store(store_id).select_for_update()
        entry = rows.filter(public_id=entry_id).first()
        if entry is None:
            raise NotFound(id=entry_id)
        _say(entry, words)
        entry.save()
    return entry


def remove_entry(*, store_id: int, entry_id: str) -> None:
    """It is no longer told. Repeating it changes nothing."""
    FaqEntry.objects.for_store(store_id).filter(public_id=entry_id).delete()


def rate_entry(*, entry_id: str, did_help: bool) -> None:
    """Count whether it helped. Raises `NotFound`."""
    rows = FaqEntry.objects.across_stores("anybody reads what is asked often")
    name = "helped" if did_help else "not_helped"
    if not rows.filter(public_id=entry_id).update(**{name: F(name) + 1}):
        raise NotFound(id=entry_id)


def draft_from(*, store_id: int, inquiry_id: str) -> FaqWords:
    """What an entry made of an inquiry would say: the question and the seller's last answer.

    Raises `NotFound`.
    """
    inquiry = _inquiry(store_id, inquiry_id)
    said = Reply.objects.for_store(store_id).filter(inquiry=inquiry, by=Reply.By.SELLER).last()
    return FaqWords(
        question=inquiry.text[:_LONGEST_QUESTION],
        answer=said.text if said else "",
        language=inquiry.language,
        product_id=inquiry.product.public_id if inquiry.product else "",
    )


def _say(entry: FaqEntry, words: FaqWords) -> None:
    entry.question = check_words("question", words.question, most=_LONGEST_QUESTION, links=True)
    entry.answer = check_words("answer", words.answer, most=_LONGEST_ANSWER, links=True)
    entry.language, entry.position = words.language, words.position
    entry.translations = {
        language: {
            name: text.strip()[:_LONGEST_ANSWER]
            for name, text in told.items()
            if name in ("question", "answer") and text.strip()
        }
        for language, told in words.translations.items()
    }
    entry.product = _product(entry.store_id, words.product_id) if words.product_id else None
    entry.words = beginnings(f"{entry.question} {entry.answer}", entry.language)
    for language, told in entry.translations.items():
        text = f"{told.get('question', '')} {told.get('answer', '')}"
        entry.words = [*entry.words, *beginnings(text, language)]


def _inquiry(store_id: int, inquiry_id: str) -> Inquiry:
    rows = Inquiry.objects.for_store(store_id).select_related("product")
    found = rows.filter(public_id=inquiry_id).first()
    if found is None:
        raise NotFound(id=inquiry_id)
    return found


def _product(store_id: int, product_id: str) -> Product:
    found = Product.objects.for_store(store_id).filter(public_id=product_id).first()
    if found is None:
        raise NotFound(id=product_id)
    return found
