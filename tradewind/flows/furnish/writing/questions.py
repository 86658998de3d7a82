"""What members asked, what sellers answered, and what is written down because it is asked often."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from tradewind.domains.catalogue.models import Product
from tradewind.domains.engagement.models import FaqEntry, Inquiry
from tradewind.domains.engagement.operations import asking, faq
from tradewind.domains.engagement.operations.faq import FaqWords
from tradewind.domains.identity.models import Person
from tradewind.flows.furnish.mall.shapes import translations
from tradewind.flows.furnish.mall.words import Entry, Question, load_words
from tradewind.flows.furnish.writing.people import People
from tradewind.flows.furnish.writing.sellers import Stores
from tradewind.kernel import clock

_WHY = "the demo's people ask everybody"


def write_questions(
    *, people: People, stores: Stores, products: Mapping[str, Product], staff: Mapping[int, Person]
) -> None:
    """Ask and answer, once. `products` are by the data's slugs, `staff` by their store's row id."""
    if Inquiry.objects.across_stores(_WHY).exists():
        return
    with transaction.atomic():
        for told in load_words().questions:
            _ask(told, people, stores, products, staff)


def write_faq(*, stores: Stores, products: Mapping[str, Product]) -> None:
    """What each store is asked often, once."""
    if FaqEntry.objects.across_stores(_WHY).exists():
        return
    with transaction.atomic():
        for at, entry in enumerate(load_words().entries):
            faq.add_entry(
                store_id=stores[entry.store].pk,
                words=_entry(entry, products, at),
            )


def _ask(
    told: Question,
    people: People,
    stores: Stores,
    products: Mapping[str, Product],
    staff: Mapping[int, Person],
) -> None:
    at = clock.now() - timedelta(days=told.asked)
    person = people[told.by]
    with clock.frozen_at(at):
        inquiry = asking.ask(
            person=person,
            text=told.text,
            language=person.language,
            product_id=products[told.product].public_id if told.product else "",
            store_id=stores[told.store].public_id if told.store else "",
            is_secret=told.is_secret,
        )
    if told.answer:
        with clock.frozen_at(at + timedelta(days=told.answered)):
            asking.answer(
                store_id=inquiry.store_id,
                inquiry_id=inquiry.public_id,
                text=told.answer,
                person=staff[inquiry.store_id],
            )
    for comment in told.comments:
        with clock.frozen_at(at + timedelta(days=comment.after)):
            asking.comment(
                inquiry_id=inquiry.public_id, person=people[comment.by], text=comment.text
            )


def _entry(entry: Entry, products: Mapping[str, Product], position: int) -> FaqWords:
    return FaqWords(
        question=entry.question.en,
        answer=entry.answer.en,
        language="en",
        product_id=products[entry.product].public_id if entry.product else "",
        position=position,
        translations=translations(question=entry.question, answer=entry.answer),
    )
