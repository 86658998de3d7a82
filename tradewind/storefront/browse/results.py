"""A list of products one can narrow: what search, a section and a seller's page have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from tradewind.domains.discovery.queries import SearchScreenFacts, Sort, search
from tradewind.domains.discovery.rules import Choice, format_choice, parse_choice
from tradewind.platform.i18n.languages import country_name
from tradewind.storefront.browse.away import reach_of
from tradewind.storefront.browse.facets import FacetGroup, chosen_filters, facet_groups
from tradewind.storefront.browse.tiles import tiles
from tradewind.storefront.shopper import Shopper
from tradewind.ui.pages import PageLinks, page_links
from tradewind.ui.tiles import Tile

ON_A_PAGE = 24
PART = "storefront/browse/results.html#found"


@dataclass(frozen=True, slots=True)
class Aisle:
    """Where one looks: the address of the page, and what its results are always limited to."""

    path: str
    category: str = ""
    store: str = ""

    @property
    def hidden_facets(self) -> frozenset[str]:
        """Facets that would say again what the page itself says."""
        names = {"category": self.category, "store": self.store}
        return frozenset(name for name, value in names.items() if value)

    def asked(self, choice: Choice) -> Choice:
        """What the address says, without what the page says already."""
        filters = choice.filters
        if self.category:
            filters = replace(filters, categories=frozenset())
        if self.store:
            filters = replace(filters, stores=frozenset())
        return replace(choice, filters=filters)

    def whole(self, choice: Choice) -> Choice:
        """What is to be found: the address and the page together."""
        filters = choice.filters
        if self.category:
            filters = replace(filters, categories=frozenset({self.category}))
        if self.store:
            filters = replace(filters, stores=frozenset({self.store}))
        return replace(choice, filters=filters)


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter and the address without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Hint:
    """Somewhere to go on from when nothing was found."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Results:
    """A page of products and everything that narrows it.

    `url` is the one address of these results, `clear_url` the same without filters. `corrected`
    is the wording searched for instead of `text`. `here` says "delivers to" where the reader is.
    """

    url: str
    path: str
    text: str
    tiles: Sequence[Tile]
    total: int
    chips: Sequence[Chip]
    clear_url: str
    facets: Sequence[FacetGroup]
    sort: str
    sorts: tuple[tuple[str, str], ...]
    pages: PageLinks
    corrected: str
    is_relaxed: bool
    has_index: bool
    searches: Sequence[Hint]
    found_in: SearchScreenFacts
    here: str
    is_here: bool


def gather(request: HttpRequest, shopper: Shopper, aisle: Aisle, *, search_path: str) -> Results:
    """What the address asks for, by one statement beside the index (two where help is offered), and
    one for what is liked."""
    currency = shopper.currency
    # lists() gives every value of a name, as checkboxes send them.
    choice = aisle.asked(parse_choice(dict(request.GET.lists()), currency=currency))
    whole = aisle.whole(choice)
    filters = whole.filters
    if whole.here:
        filters = replace(filters, reach=reach_of(shopper.place))
    found = search(
        text=whole.text,
        language=shopper.language,
        currency=currency,
        filters=filters,
        sort=whole.sort,
        offset=(whole.page - 1) * ON_A_PAGE,
        limit=ON_A_PAGE,
        person_id=shopper.person_id,
    )

    def url(other: Choice) -> str:
        query = format_choice(other, currency=currency)
        return f"{aisle.path}?{query}" if query else aisle.path

    here = _("Delivers to {place}").format(place=country_name(shopper.place.country))
    query = parse_qs(format_choice(choice.on_page(1), currency=currency))
    return Results(
        url=url(choice),
        path=aisle.path,
        text=choice.text,
        tiles=tiles(found.cards, shopper, is_first=True, compares=True),
        total=found.total,
        chips=[
            *([Chip(here, url(replace(choice, here=False, page=1)))] if choice.here else []),
            *(
                Chip(chosen.label, url(chosen.without))
                for chosen in chosen_filters(choice, found.facets, currency=currency)
            ),
        ],
        here=here,
        is_here=choice.here,
        clear_url=url(choice.unfiltered()),
        facets=facet_groups(found.facets, currency=currency, hidden=aisle.hidden_facets),
        sort=choice.sort.value,
        sorts=_sorts(has_text=bool(choice.text)),
        pages=page_links(
            number=choice.page, count=max(1, -(-found.total // ON_A_PAGE)), query=query
        ),
        corrected=found.corrected or "",
        is_relaxed=found.is_relaxed,
        has_index=found.has_index,
        searches=[
            Hint(text, f"{search_path}?{format_choice(Choice(text=text), currency=currency)}")
            for text in found.suggestions
        ],
        found_in=found,
    )


def answer(
    request: HttpRequest, template: str, context: dict[str, object], results: Results
) -> HttpResponse:
    """The page, or for htmx the results alone, whose address then goes into the history."""
    if is_part(request):
        response = render(request, PART, {"results": results})
        response.headers["HX-Push-Url"] = results.url
    else:
        response = render(request, template, {**context, "results": results})
    # Going back must not show the part that a browser kept under the page's address.
    patch_vary_headers(response, ("HX-Request-Type",))
    return response


def is_part(request: HttpRequest) -> bool:
    """Whether htmx swaps a part of the page. Going back it asks for the page whole."""
    return request.headers.get("HX-Request-Type") == "partial"


def _sorts(*, has_text: bool) -> tuple[tuple[str, str], ...]:
    """What can be chosen; without words nothing is more relevant than anything else."""
    best = _("Best match") if has_text else _("Recommended")
    return (
        (Sort.RELEVANCE.value, best),
        (Sort.POPULAR.value, _("Most bought")),
        (Sort.NEWEST.value, _("Newest")),
        (Sort.PRICE_ASC.value, _("Price, lowest first")),
        (Sort.PRICE_DESC.value, _("Price, highest first")),
    )
