"""A section of the mall: what lies below it, and its products."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tradewind.domains.catalogue.queries import category_tree
from tradewind.domains.catalogue.queries.tree import CategoryNode, CategoryTree
from tradewind.platform.http import audience
from tradewind.storefront.addresses import category_url
from tradewind.storefront.browse.results import Aisle, Results, answer, gather
from tradewind.storefront.shell import storefront_shell
from tradewind.storefront.shopper import shopper_of
from tradewind.ui.shell import Link

TEMPLATE = "storefront/browse/category.html"


@dataclass(frozen=True, slots=True)
class CategoryScreen:
    """The section itself; `below` leads deeper, with how many products wait there."""

    title: str
    description: str
    crumbs: Sequence[Link]
    below: Sequence[Link]


@audience.public
@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    """Products of a section and all below it."""
    tree = category_tree()
    node = tree.by_slug.get(slug)
    if node is None:
        raise Http404
    shopper = shopper_of(request)
    results = gather(
        request,
        shopper,
        Aisle(request.path, category=slug),
        search_path=reverse("storefront:search"),
    )
    language = shopper.language
    screen = CategoryScreen(
        title=node.title(language),
        description=node.description(language),
        crumbs=_crumbs(tree, node, language),
        below=_below(node, results, language),
    )
    # The masthead marks the root one is under.
    context = {"shell": storefront_shell(request, section=node.path[0]), "screen": screen}
    return answer(request, TEMPLATE, context, results)


def _crumbs(tree: CategoryTree, node: CategoryNode, language: str) -> list[Link]:
    """From the top to here; nothing where here is the top."""
    way = tree.breadcrumbs(node.category_id)
    return [_link(each, language) for each in way] if len(way) > 1 else []


def _below(node: CategoryNode, results: Results, language: str) -> list[Link]:
    counts = {
        value.value: value.count
        for facet in results.found_in.facets
        if facet.name == "category"
        for value in facet.values
    }
    return [_link(child, language, counts.get(child.slug, 0)) for child in node.children]


def _link(node: CategoryNode, language: str, count: int = 0) -> Link:
    return Link(node.title(language), category_url(node.slug), count=count)
