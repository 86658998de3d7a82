"""Search: the results page, and what is offered while typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tradewind.domains.catalogue.queries import category_tree
from tradewind.domains.discovery.queries import list_listings, popular_queries, suggest
from tradewind.domains.discovery.rules import Choice, format_choice
from tradewind.domains.discovery.rules.choices import LONGEST_TEXT
from tradewind.platform.http import audience
from tradewind.storefront.addresses import category_url
from tradewind.storefront.browse.results import Aisle, Hint, Results, answer, gather
from tradewind.storefront.browse.tiles import tiles
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import Shopper, shopper_of
from tradewind.ui.tiles import Tile

TEMPLATE = "storefront/browse/search.html"
_SUGGESTED_SEARCHES = 4
_POPULAR = 10


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the overlay offers; `is_begun` says that something is typed already."""

    is_begun: bool
    tiles: Sequence[Tile]
    sections: Sequence[Hint]
    searches: Sequence[Hint]
    all_url: str


@audience.public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results for ``?q=`` and whatever else the address narrows by."""
    shopper = shopper_of(request)
    path = reverse("storefront:search")
    results = gather(request, shopper, Aisle(request.path), search_path=path)
    context = {
        "shell": storefront_shell(request, query=results.text),
        "sections": _ways_on(results, shopper),
        "popular": _popular(results, shopper),
    }
    return answer(request, TEMPLATE, context, results)


@audience.public
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Options for the overlay; with nothing typed what others search, and the sections."""
    shopper = shopper_of(request)
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_TEXT]
    offered = _offered(text, shopper) if text else _unasked(shopper)
    return render(request, "storefront/browse/suggestions.html", {"offered": offered})


def _offered(text: str, shopper: Shopper) -> Suggested:
    found = suggest(text=text, language=shopper.language, currency=shopper.currency)
    words = list(dict.fromkeys([*found.queries, *found.brands]))[:_SUGGESTED_SEARCHES]
    known = category_tree().by_slug
    return Suggested(
        is_begun=True,
        tiles=tiles(found.cards, shopper, hearts=False),
        sections=[
            _section(phrase.id, phrase.label) for phrase in found.categories if phrase.id in known
        ],
        searches=[_search(word) for word in words],
        all_url=_search(text).url,
    )


def _unasked(shopper: Shopper) -> Suggested:
    return Suggested(
        is_begun=False,
        tiles=(),
        sections=_sections(shopper.language),
        searches=[_search(word) for word in popular_queries(language=shopper.language, limit=5)],
        all_url="",
    )


def _ways_on(results: Results, shopper: Shopper) -> list[Hint]:
    """Sections to go on to: those near the search, else, where it found nothing, all of them."""
    known = category_tree().by_slug
    near = [
        _section(category.id, category.label)
        for category in results.found_in.categories
        if category.id in known
    ]
    return near if near or results.total else _sections(shopper.language)


def _popular(results: Results, shopper: Shopper) -> list[Tile]:
    """What people buy most, where the search itself shows nothing."""
    if results.total or results.chips:
        return []
    page = list_listings(language=shopper.language, currency=shopper.currency, limit=_POPULAR)
    return tiles(page.items, shopper)


def _sections(language: str) -> list[Hint]:
    return [_section(root.slug, root.title(language)) for root in category_tree().roots]


def _section(slug: str, title: str) -> Hint:
    return Hint(title, category_url(slug))


def _search(text: str) -> Hint:
    # A text alone reads the same in every currency.
    query = format_choice(Choice(text=text), currency="")
    return Hint(text, f"{reverse('storefront:search')}?{query}")
