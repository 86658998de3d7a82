"""Asking a store, answering, adding to it."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from tradewind.domains.catalogue.models import Product
from tradewind.domains.engagement.events import InquiryAnswered, InquiryAsked
from tradewind.domains.engagement.models import Inquiry, Reply, Standing
from tradewind.domains.engagement.rules.reading import Reader, may_read
from tradewind.domains.engagement.rules.standing import check_move
from tradewind.domains.engagement.rules.words import digest
from tradewind.domains.engagement.rules.writing import SaidBefore, check_words
from tradewind.domains.identity.models import Person
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock
from tradewind.kernel.errors import NotFound
from tradewind.platform.events import publish
from tradewind.platform.http import throttles

_AN_HOUR, _HOUR = 10, 3600
_COMMENTS_AN_HOUR = 20
LONGEST_QUESTION, LONGEST_REPLY = 2_000, 3_000
SAID_WITHIN = timedelta(days=30)
_WHY = "shoppers ask any store"


def ask(
    *,
    person: Person,
    text: str,
    language: str,
    store_id: str = "",
    product_id: str = "",
    is_secret: bool = False,
    author: str = "",
) -> Inquiry:
    """Ask about a product, or a store in general (public ids; the product's store is its own).

    Raises `NotFound`, `InvalidInput`, `LinkNotAllowed`, `SaidBefore`, `TooManyRequests`.
    """
    said = check_words("text", text, most=LONGEST_QUESTION)
    store, product = asked_of(product_id=product_id, store_id=store_id)
    throttles.count(name="inquiry", who=str(person.pk), limit=_AN_HOUR, seconds=_HOUR)
    now = clock.now()
    mark = digest(said)
    same = Inquiry.objects.for_person(person.pk).filter(
        store=store, product=product, digest=mark, asked_at__gt=now - SAID_WITHIN
    )
    if mark and same.exists():
        raise SaidBefore
    with transaction.atomic():
        return put(
            Inquiry(
                store=store,
                product=product,
                person=person,
                author=check_words("author", author or _called(person), most=40),
                text=said,
                language=language,
                is_secret=is_secret,
                digest=mark,
                asked_at=now,
                waits_since=now,
            )
        )


def put(inquiry: Inquiry) -> Inquiry:
    """Put a checked question to its store, in the caller's transaction."""
    inquiry.save(force_insert=True)
    publish(
        InquiryAsked(
            inquiry_id=inquiry.public_id,
            product_id=inquiry.product.public_id if inquiry.product else "",
            store_id=inquiry.store.public_id,
        )
    )
    return inquiry


def answer(*, store_id: int, inquiry_id: str, text: str, person: Person) -> Reply:
    """What the seller answers. Raises `NotFound`, `InvalidInput`."""
    said = check_words("text", text, most=LONGEST_REPLY, links=True)
    with transaction.atomic():
        inquiry = _locked(inquiry_id)
        if inquiry.store_id != store_id or inquiry.standing == Standing.WITHDRAWN:
            raise NotFound(id=inquiry_id)
        now = clock.now()
        made = Reply.objects.create(
            store_id=store_id,
            inquiry=inquiry,
            by=Reply.By.SELLER,
            person=person,
            author=inquiry.store.name,
            text=said,
            written_at=now,
        )
        inquiry.waits_since = None
        inquiry.answered_at = inquiry.answered_at or now
        inquiry.save(update_fields=["waits_since", "answered_at"])
        publish(
            InquiryAnswered(
                inquiry_id=inquiry.public_id,
                reply_id=made.public_id,
                product_id=inquiry.product.public_id if inquiry.product else "",
                store_id=inquiry.store.public_id,
            )
        )
    return made


def comment(*, inquiry_id: str, person: Person, text: str) -> Reply:
    """Add something: to one's own inquiry, or to one all can read. The asker's waits for the seller.

    Raises `NotFound`, `InvalidInput`, `LinkNotAllowed`, `TooManyRequests`.
    """
    said = check_words("text", text, most=LONGEST_REPLY)
    with transaction.atomic():
        inquiry = _locked(inquiry_id)
        is_asker = inquiry.person_id == person.pk
        if inquiry.standing == Standing.WITHDRAWN or not may_read(
            Reader(person_id=person.pk),
            store_id=inquiry.store_id,
            asker_id=inquiry.person_id,
            is_secret=inquiry.is_secret,
            standing=inquiry.standing,
        ):
            raise NotFound(id=inquiry_id)
        throttles.count(name="comment", who=str(person.pk), limit=_COMMENTS_AN_HOUR, seconds=_HOUR)
        now = clock.now()
        made = Reply.objects.create(
            store_id=inquiry.store_id,
            inquiry=inquiry,
            by=Reply.By.ASKER if is_asker else Reply.By.OTHER,
            person=person,
            author=inquiry.author if is_asker else _called(person),
            text=said,
            written_at=now,
        )
        if is_asker and inquiry.waits_since is None:
            inquiry.waits_since = now
            inquiry.save(update_fields=["waits_since"])
    return made


def withdraw(*, person_id: int, inquiry_id: str) -> Inquiry:
    """Take one's question back. Repeating it changes nothing. Raises `NotFound`."""
    with transaction.atomic():
        inquiry = _locked(inquiry_id)
        if inquiry.person_id != person_id:
            raise NotFound(id=inquiry_id)
        if inquiry.standing != Standing.WITHDRAWN:
            check_move(Standing(inquiry.standing), Standing.WITHDRAWN)
            inquiry.standing, inquiry.waits_since = Standing.WITHDRAWN, None
            inquiry.save(update_fields=["standing", "waits_since"])
    return inquiry


def _called(person: Person) -> str:
    """The first name alone: a question stands where all can read it."""
    words = person.name.split()
    return words[0][:40] if words else "—"


def asked_of(*, product_id: str, store_id: str) -> tuple[Store, Product | None]:
    """Whom a question goes to and what it is about, by public ids. Raises `NotFound`."""
    product = _product(product_id) if product_id else None
    return (product.store if product else _store(store_id)), product


def _product(product_id: str) -> Product:
    found = (
        Product.objects.across_stores(_WHY)
        .select_related("store")
        .filter(
            public_id=product_id,
            archived_at=None,
            status__in=("active", "discontinued"),
            store__status__in=("open", "paused"),
        )
        .first()
    )
    if found is None:
        raise NotFound(id=product_id)
    return found


def _store(store_id: str) -> Store:
    found = Store.objects.filter(public_id=store_id, status__in=("open", "paused")).first()
    if found is None:
        raise NotFound(id=store_id)
    return found


def _locked(inquiry_id: str) -> Inquiry:
    rows = Inquiry.objects.across_stores("whose it is, the caller checks")
    found = (
        rows.select_for_update(of=("self",))
        .select_related("store", "product")
        .filter(public_id=inquiry_id)
        .first()
    )
    if found is None:
        raise NotFound(id=inquiry_id)
    return found
