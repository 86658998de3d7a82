"""What a search is asked and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

FacetKind = Literal["text", "number", "bool", "category", "brand", "store", "price", "in_stock"]


class Sort(StrEnum):
    """Orders a shopper may choose."""

    RELEVANCE = "relevance"
    PRICE_ASC = "price_asc"
    PRICE_DESC = "price_desc"
    NEWEST = "newest"
    POPULAR = "popular"


@dataclass(frozen=True, slots=True)
class Filters:
    """What results must satisfy. Values of one name are alternatives, names all hold together.

    `attributes` takes the values a facet gave out. `price` is an inclusive (from, to) pair in minor
    units of the query's currency, either end open. `reach` is the stores that deliver to a place and
    the products (ids) that may not go there.
    """

    attributes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    brands: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    stores: frozenset[str] = frozenset()
    price: tuple[int | None, int | None] | None = None
    in_stock: bool | None = None
    reach: tuple[frozenset[str], frozenset[str]] | None = None


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One question. An empty `text` browses: everything that passes `filters`.

    `language` is BCP 47, `currency` ISO 4217 (needed to filter, sort or facet by price).
    `favour` are words that products the shopper likes have; they move the order a little.
    """

    text: str = ""
    language: str = "en"
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 24
    currency: str = ""
    with_facets: bool = True
    favour: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A product found: its public id and its score (0 where another sort decided)."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A choice within a facet: what to filter by, how to show it, how many results have it.

    Ranges are written ``from..to``, the upper end open: ``10..20``, ``..10``, ``20..``.
    """

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow. `name` is the attribute's, or the kind itself for the built-in ones.

    `label` is the merchant's wording in the query's language; empty for built-in facets, whose
    wording is the page's.
    """

    name: str
    label: str
    kind: FacetKind
    values: tuple[FacetValue, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RelatedCategory:
    """A category near a search that found nothing exactly."""

    id: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """The answer.

    `corrected_query` is the wording actually searched when the typed one matched nothing.
    `relaxed` says that not every word could be met and hits meet only some; then
    `related_categories` is filled too.
    """

    hits: tuple[Hit, ...]
    total: int
    facets: tuple[Facet, ...]
    corrected_query: str | None
    relaxed: bool
    related_categories: tuple[RelatedCategory, ...]
    took_ms: float
