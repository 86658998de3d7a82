"""Inquiries as far as the reader may read them, and what is asked often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Prefetch, QuerySet

from tradewind.domains.catalogue.models import Product
from tradewind.domains.engagement.models import FaqEntry, Inquiry, Reply, Standing
from tradewind.domains.engagement.rules.reading import Reader, may_read
from tradewind.domains.engagement.rules.words import beginnings
from tradewind.kernel import ids
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor

_WHY = "anybody reads questions that are public"
_SUGGESTIONS = 5
# The more of the typed words an entry has, the nearer; the product's own goes before the store's.
_SUGGEST = """
SELECT public_id,
       (SELECT count(*) FROM unnest(words) word WHERE word = ANY(%(words)s::varchar[])) AS shared
FROM engagement_faqentry
WHERE store_id = %(store)s AND words && %(words)s::varchar[]
  AND (product_id IS NULL OR product_id = %(product)s)
ORDER BY shared DESC, product_id IS NULL, helped - not_helped DESC, id
LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that may answer what is being typed, in the reader's language."""

    id: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Waits:
    """How many inquiries of a store wait, and since when the oldest does."""

    count: int
    oldest: datetime | None


def list_public(*, product_id: str, cursor: str = "", limit: int = 10) -> Page[Inquiry]:
    """Questions about a product that all may read, the newest first, with their replies."""
    rows = Inquiry.objects.across_stores(_WHY).filter(
        product__public_id=product_id, is_secret=False, standing=Standing.SHOWN
    )
    return _page(rows.select_related("product", "store"), cursor, limit)


def list_own(*, person_id: int, cursor: str = "", limit: int = 20) -> Page[Inquiry]:
    """What a member asked, secret ones too, the newest first."""
    rows = Inquiry.objects.for_person(person_id).exclude(standing=Standing.WITHDRAWN)
    return _page(rows.select_related("product", "store"), cursor, limit)


def list_of_store(
    *, store_id: int, view: str = "waiting", cursor: str = "", limit: int = 20
) -> Page[Inquiry]:
    """A store's inquiries: those that wait, the longest first, or (`view` all) the newest first."""
    rows = Inquiry.objects.for_store(store_id).exclude(standing=Standing.WITHDRAWN)
    rows = rows.select_related("product", "store")
    if view != "waiting":
        return _page(rows, cursor, limit)
    # Oldest first: their order is that of the keys but for what was asked again.
    return _page(rows.filter(waits_since__isnull=False), cursor, limit, oldest_first=True)


def waits_of(*, store_id: int) -> Waits:
    """What waits for the store's answer."""
    rows = Inquiry.objects.for_store(store_id).filter(waits_since__isnull=False)
    first = rows.order_by("waits_since").values_list("waits_since", flat=True).first()
    return Waits(rows.count(), first)


def get_inquiry(*, inquiry_id: str, reader: Reader) -> Inquiry:
    """One the reader may read, with its replies. Raises `NotFound` as if it were not there."""
    rows = Inquiry.objects.across_stores("read by whom it is for, checked below")
    found = (
        rows.select_related("product__store", "store")
        .prefetch_related(_replies())
        .filter(public_id=inquiry_id)
        .first()
    )
    if found is None or not may_read(
        reader,
        store_id=found.store_id,
        asker_id=found.person_id,
        is_secret=found.is_secret,
        standing=found.standing,
    ):
        raise NotFound(id=inquiry_id)
    return found


def get_store_inquiry(*, store_id: int, inquiry_id: str, reader: Reader) -> Inquiry:
    """One asked of this store, for its staff. Raises `NotFound`."""
    found = get_inquiry(inquiry_id=inquiry_id, reader=reader)
    if found.store_id != store_id:
        raise NotFound(id=inquiry_id)
    return found


def product_row(*, product_id: str) -> int | None:
    """Row id of a product by its public id."""
    rows = Product.objects.across_stores(_WHY).filter(public_id=product_id)
    return rows.values_list("pk", flat=True).first()


def list_faq(*, store_id: int, product_id: int | None = None) -> Sequence[FaqEntry]:
    """A store's entries (row ids); with a product also its own, which come first."""
    rows = FaqEntry.objects.for_store(store_id)
    general = list(rows.filter(product=None)[:100])
    if product_id is None:
        return general
    return [*rows.filter(product_id=product_id)[:100], *general]


def list_all_faq(*, store_id: int) -> Sequence[FaqEntry]:
    """Every entry of a store with its product, for who writes them."""
    return list(FaqEntry.objects.for_store(store_id).select_related("product")[:500])


def get_entry(*, store_id: int, entry_id: str) -> FaqEntry:
    """One of a store's. Raises `NotFound`."""
    rows = FaqEntry.objects.for_store(store_id).select_related("product")
    found = rows.filter(public_id=entry_id).first()
    if found is None:
        raise NotFound(id=entry_id)
    return found


def suggest(
    *, store_id: int, text: str, language: str, product_id: int | None = None
) -> list[Suggestion]:
    """What may answer the words typed so far, nearest first; two statements. Row ids."""
    words = beginnings(text, language)
    if not words:
        return []
    values: dict[str, Any] = {
        "store": store_id,
        "words": words,
        "product": product_id,
        "limit": _SUGGESTIONS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SUGGEST, values)
        found = [row[0] for row in cursor.fetchall()]
    rows = FaqEntry.objects.for_store(store_id).filter(
        public_id__in=[ids.encode("faq", uuid) for uuid in found]
    )
    entries = {entry.public_id: entry for entry in rows}
    return [
        Suggestion(
            entry.public_id, entry.text("question", language), entry.text("answer", language)
        )
        for uuid in found
        if (entry := entries.get(ids.encode("faq", uuid)))
    ]


def _page(
    rows: QuerySet[Inquiry], cursor: str, limit: int, *, oldest_first: bool = False
) -> Page[Inquiry]:
    if cursor:
        (last,) = decode_cursor(cursor, 1)
        if type(last) is not int:
            raise InvalidInput({"cursor": "invalid"})
        rows = rows.filter(pk__gt=last) if oldest_first else rows.filter(pk__lt=last)
    order = "pk" if oldest_first else "-pk"
    found = list(rows.prefetch_related(_replies()).order_by(order)[: limit + 1])
    more = len(found) > limit
    return Page(found[:limit], encode_cursor(found[limit - 1].pk) if more else None)


def _replies() -> Prefetch[Any]:
    return Prefetch("replies", Reply.objects.across_stores("of inquiries one may read"))
