"""Searching over REST. Filters are written as on the results page: ``?brand=HP&a.colour=Black``."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from tradewind.api.cards import Card, CategoryName, card_json
from tradewind.api.display import DisplayShape, display_json
from tradewind.api.reader import PlacedParams, ReaderParams, answer
from tradewind.domains.availability.queries import deliverable
from tradewind.domains.discovery import queries
from tradewind.domains.discovery.queries import Facet
from tradewind.domains.discovery.rules import parse_choice
from tradewind.platform.http import audience

router = Router()

PAGE = 24
_FRESH_SECONDS = 10


class SearchParams(PlacedParams):
    """What can't be understood is left out. Attributes narrow by ``a.<code>=<value>``."""

    q: str = Field("", description="Up to 200 characters are read; empty: everything")
    brand: list[str] = Field(default_factory=list)
    category: list[str] = Field(default_factory=list, description="Slugs")
    store: list[str] = Field(default_factory=list, description="Slugs")
    price: str = Field("", description="Major units of `currency`", examples=["100-500"])
    in_stock: str = Field("", description="1: only what is there")
    here: str = Field("", description="1: only what is delivered to `country` and `region`")
    sort: str = Field("", description="price_asc, price_desc, newest, popular; else by relevance")
    page: str = Field("", description="From 1; pages hold 24")


class SuggestParams(ReaderParams):
    q: str = Field("", max_length=200, description="What is typed so far")


class FacetValueShape(Schema):
    value: str
    label: str
    count: int
    selected: bool


class FacetShape(Schema):
    """`label` is empty for the mall's own facets, which are told by `kind`."""

    name: str
    label: str
    kind: str
    unit: str
    values: list[FacetValueShape]


class RelatedShape(Schema):
    slug: str
    title: str
    count: int


class Found(Schema):
    """`corrected` is what was searched instead of a text that found nothing; `is_relaxed` says
    that results meet only some of the words. Then `categories` and `suggestions` lead on.
    Without an index (`has_index` false) the items are what is popular."""

    items: list[Card]
    display: DisplayShape | None = None
    total: int
    page: int
    facets: list[FacetShape]
    corrected: str | None
    is_relaxed: bool
    categories: list[RelatedShape]
    suggestions: list[str]
    has_index: bool


class Suggested(Schema):
    items: list[Card]
    categories: list[CategoryName]
    brands: list[str]
    queries: list[str]


@router.get("/search", response=Found, summary="Find products")
@audience.public
def search(request: HttpRequest, params: Query[SearchParams]) -> HttpResponse:
    currency, language = params.counted_in, params.told_in
    display = params.display
    choice = parse_choice(dict(request.GET.lists()), currency=currency)
    filters = choice.filters
    if choice.here:
        within = deliverable(place=params.place)
        reach = (within.stores, frozenset(map(str, within.without)))
        filters = replace(filters, reach=reach)
    found = queries.search(
        text=choice.text,
        language=language,
        currency=currency,
        filters=filters,
        sort=choice.sort,
        offset=(choice.page - 1) * PAGE,
        limit=PAGE,
    )
    body = {
        "items": [card_json(card, display) for card in found.cards],
        "display": display_json(display),
        "total": found.total,
        "page": choice.page,
        "facets": [_facet(facet) for facet in found.facets],
        "corrected": found.corrected,
        "is_relaxed": found.is_relaxed,
        "categories": [
            {"slug": near.id, "title": near.label, "count": near.count} for near in found.categories
        ],
        "suggestions": found.suggestions,
        "has_index": found.has_index,
    }
    return answer(request, body, language=language, max_age=_FRESH_SECONDS)


@router.get("/suggestions", response=Suggested, summary="What a beginning may become")
@audience.public
def suggest(request: HttpRequest, params: Query[SuggestParams]) -> HttpResponse:
    language, display = params.told_in, params.display
    found = queries.suggest(text=params.q, language=language, currency=params.counted_in)
    body = {
        "items": [card_json(card, display) for card in found.cards],
        "categories": [{"slug": phrase.id, "title": phrase.label} for phrase in found.categories],
        "brands": found.brands,
        "queries": found.queries,
    }
    return answer(request, body, language=language, max_age=_FRESH_SECONDS)


def _facet(facet: Facet) -> dict[str, Any]:
    return {
        "name": facet.name,
        "label": facet.label,
        "kind": facet.kind,
        "unit": facet.unit,
        "values": [
            {
                "value": value.value,
                "label": value.label,
                "count": value.count,
                "selected": value.selected,
            }
            for value in facet.values
        ],
    }
