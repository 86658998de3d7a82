"""Searching and suggesting: the index finds, one statement shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from tradewind.domains.discovery import counting
from tradewind.domains.discovery.engine.errors import IndexMissing
from tradewind.domains.discovery.engine.questions import (
    Facet,
    Filters,
    Hit,
    RelatedCategory,
    SearchQuery,
    Sort,
)
from tradewind.domains.discovery.engine.suggesting import Phrase
from tradewind.domains.discovery.indexing.reader import index
from tradewind.domains.discovery.queries.listings import Narrow, cards, list_listings
from tradewind.domains.discovery.queries.popular import popular_queries, query_book
from tradewind.domains.discovery.queries.tastes import told_by
from tradewind.domains.discovery.rules.cards import ListingCard
from tradewind.domains.discovery.rules.sorting import ListingSort

NO_FILTERS = Filters()
_log = structlog.get_logger(__name__)

# Without an index the mall still shows what it has, in the nearest order it knows.
_NEAREST = {
    Sort.RELEVANCE: ListingSort.POPULAR,
    Sort.POPULAR: ListingSort.POPULAR,
    Sort.NEWEST: ListingSort.NEWEST,
    Sort.PRICE_ASC: ListingSort.PRICE_ASC,
    Sort.PRICE_DESC: ListingSort.PRICE_DESC,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchScreenFacts:
    """What a results page shows.

    `corrected` is the wording searched instead of the one typed, which found nothing. `is_relaxed`
    says that hits meet only some of the words; then, and when nothing was found, `categories` and
    `suggestions` (searches others make) help on. Without an index (`has_index` False) the cards are
    what is popular, the text left out of account. Values of the facets category and store are slugs.
    """

    cards: Sequence[ListingCard]
    facets: Sequence[Facet] = ()
    total: int = 0
    corrected: str | None = None
    is_relaxed: bool = False
    categories: Sequence[RelatedCategory] = ()
    suggestions: Sequence[str] = ()
    has_index: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionFacts:
    """What is offered while typing. Ids of `categories` are slugs; `brands` and `queries` are words."""

    cards: Sequence[ListingCard] = ()
    categories: Sequence[Phrase] = ()
    brands: Sequence[str] = ()
    queries: Sequence[str] = ()


def search(
    *,
    text: str,
    language: str,
    currency: str,
    filters: Filters = NO_FILTERS,
    sort: Sort = Sort.RELEVANCE,
    offset: int = 0,
    limit: int = 24,
    with_facets: bool = True,
    person_id: int | None = None,
) -> SearchScreenFacts:
    """Find products; an empty `text` browses. By one statement, two where help is offered,
    and one for what a member (`person_id`) told that suits them, which then stands first.

    Any text is safe. The search is counted among the popular ones, in the background.
    """
    question = SearchQuery(
        text=text,
        language=language,
        filters=filters,
        sort=sort,
        offset=offset,
        limit=limit,
        currency=currency,
        with_facets=with_facets,
        favour=told_by(person_id=person_id).words if text else (),
    )
    try:
        results = index().search(question)
    except IndexMissing as missing:
        _log.warning("no search index", reason=missing.details.get("reason"))
        return _without_index(question)
    if text and not offset and filters == NO_FILTERS:
        counting.note(language=language, text=text, found=results.total)
    needs_help = results.relaxed or not results.total
    return SearchScreenFacts(
        cards=_cards(results.hits, language=language, currency=currency),
        facets=results.facets,
        total=results.total,
        corrected=results.corrected_query,
        is_relaxed=results.relaxed,
        categories=results.related_categories,
        suggestions=popular_queries(language=language) if needs_help else (),
    )


def suggest(*, text: str, language: str, currency: str, limit: int = 5) -> SuggestionFacts:
    """Products, categories, brands and popular searches for what is typed so far; one statement.

    Nothing without an index.
    """
    try:
        found = index().suggest(
            text, language=language, queries=query_book(language=language), limit=limit
        )
    except IndexMissing:
        return SuggestionFacts()
    return SuggestionFacts(
        cards=_cards(found.products, language=language, currency=currency),
        categories=found.categories,
        brands=[phrase.label for phrase in found.brands],
        queries=[phrase.label for phrase in found.queries],
    )


def _cards(hits: Sequence[Hit], *, language: str, currency: str) -> list[ListingCard]:
    return cards(product_ids=[int(hit.id) for hit in hits], language=language, currency=currency)


def _without_index(question: SearchQuery) -> SearchScreenFacts:
    filters = question.filters
    low, high = filters.price or (None, None)
    page = list_listings(
        language=question.language,
        currency=question.currency,
        narrow=Narrow(
            category=min(filters.categories, default=""),
            store=min(filters.stores, default=""),
            in_stock=bool(filters.in_stock),
            price_from=low,
            price_until=high,
        ),
        sort=_NEAREST[question.sort],
        offset=question.offset,
        limit=question.limit,
    )
    return SearchScreenFacts(cards=page.items, total=len(page.items), has_index=False)
