"""What forms about products let a person choose from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tradewind.domains.catalogue.queries import CategoryNode, category_tree

Key = Literal["slug", "public", "row"]


def category_choices(language: str, *, by: Key) -> list[tuple[str, str]]:
    """Every category as key and path (``Home › Kitchen``), in the mall's order."""
    return [
        (_key(node, by), " › ".join(titles))
        for root in category_tree().roots
        for node, titles in _paths(root, (), language)
    ]


def category_titles(language: str) -> list[tuple[str, str]]:
    """Every category as slug and title alone, in the mall's order."""
    return [(node.slug, node.title(language)) for node in category_tree().by_id.values()]


def tax_choices(held: str = "standard") -> list[tuple[str, str]]:
    """What a product may be to the tax office; one it already has stays among them."""
    known = {
        "standard": _("Ordinary goods"),
        "food": _("Food"),
        "confectionery": _("Sweets"),
        "chocolate": _("Dark chocolate and chocolates of one bite"),
        "children_clothing": _("Clothes for children"),
        "books": pgettext("goods", "Books"),
    }
    known.setdefault(held, held)
    return list(known.items())


def _paths(
    node: CategoryNode, above: tuple[str, ...], language: str
) -> Iterator[tuple[CategoryNode, tuple[str, ...]]]:
    titles = (*above, node.title(language))
    yield node, titles
    for child in node.children:
        yield from _paths(child, titles, language)


def _key(node: CategoryNode, by: Key) -> str:
    return {"slug": node.slug, "public": node.public_id, "row": str(node.category_id)}[by]
