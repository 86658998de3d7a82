"""The category tree as one object, read by one statement and kept for a moment."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tradewind.domains.catalogue.models import Category

_KEPT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class CategoryNode:
    """A category with those below it, in the mall's order."""

    category_id: int
    public_id: str
    slug: str
    path: tuple[str, ...]
    children: tuple[CategoryNode, ...]
    picture: str
    words: Mapping[str, Any]
    translations: Mapping[str, Mapping[str, str]]

    def title(self, language: str) -> str:
        return self._said("title", language)

    def description(self, language: str) -> str:
        return self._said("description", language)

    def walk(self) -> Iterator[CategoryNode]:
        """This category and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def _said(self, field: str, language: str) -> str:
        return str(self.translations.get(language, {}).get(field) or self.words[field])


@dataclass(frozen=True, slots=True)
class CategoryTree:
    """All categories that are not put away. `roots` are the top ones."""

    roots: tuple[CategoryNode, ...]
    by_id: Mapping[int, CategoryNode]
    by_slug: Mapping[str, CategoryNode]

    def breadcrumbs(self, category_id: int | None) -> tuple[CategoryNode, ...]:
        """From the top down to that category; () for None and for one that was put away."""
        node = None if category_id is None else self.by_id.get(category_id)
        return () if node is None else tuple(self.by_slug[slug] for slug in node.path)

    def ids_below(self, slug: str) -> list[int]:
        """Row ids of a category and all below it; [] for an unknown slug."""
        node = self.by_slug.get(slug)
        return [] if node is None else [found.category_id for found in node.walk()]

    def find(self, text: str) -> CategoryNode | None:
        """A category by slug, or by its title in any language; the first in the tree's order."""
        wanted = text.strip().casefold()
        for node in self.by_id.values():
            titles = [
                node.words["title"],
                *(told.get("title", "") for told in node.translations.values()),
            ]
            if wanted == node.slug or wanted in (title.casefold() for title in titles):
                return node
        return None


_kept: tuple[float, CategoryTree] | None = None


def category_tree() -> CategoryTree:
    """The tree, at most half a minute old and never older than a change made in this process."""
    global _kept
    kept = _kept
    if kept is not None and time.monotonic() - kept[0] < _KEPT_SECONDS:
        return kept[1]
    tree = _read()
    _kept = (time.monotonic(), tree)
    return tree


def forget_tree() -> None:
    """Read it anew next time."""
    global _kept
    _kept = None


def _read() -> CategoryTree:
    rows = list(Category.objects.filter(archived_at=None).order_by("position", "title", "pk"))
    below: dict[int | None, list[Category]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    roots = _grown(below, None, ())
    nodes = [node for root in roots for node in root.walk()]
    return CategoryTree(
        roots=roots,
        by_id={node.category_id: node for node in nodes},
        by_slug={node.slug: node for node in nodes},
    )


def _grown(
    below: Mapping[int | None, Sequence[Category]], parent: int | None, path: tuple[str, ...]
) -> tuple[CategoryNode, ...]:
    return tuple(
        CategoryNode(
            category_id=row.pk,
            public_id=str(row.public_id),
            slug=row.slug,
            path=(*path, row.slug),
            children=_grown(below, row.pk, (*path, row.slug)),
            picture=row.picture,
            words={"title": row.title, "description": row.description},
            translations=row.translations,
        )
        for row in below.get(parent, ())
    )
