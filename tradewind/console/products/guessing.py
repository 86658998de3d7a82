"""Which category a title seems to belong to."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from tradewind.domains.catalogue.queries import (
    CategoryNode,
    CategoryTree,
    ProductFilter,
    category_tree,
    list_products,
)

_WORD = re.compile(r"\w{3,}")
_STEM = 4
"""Letters two words must begin alike with: ``lamp`` and ``lamps``, ``tasse`` and ``tasses``."""


_ALIKE = 20
_MOST_WORDS = 4


def guess_category(*, store_id: int, title: str) -> CategoryNode | None:
    """Where the store's own goods that are called alike hang, else what the words of the tree say.

    At most eight statements. The last words are asked first: they name the thing in English, and
    a wrong guess costs a click.
    """
    tree = category_tree()
    spoken = [word for word in _WORD.findall(title) if len(word) >= _STEM]
    for word in reversed(spoken[-_MOST_WORDS:]):
        narrow = ProductFilter(text=word[:-1] if len(word) > _STEM else word)
        goods = list_products(store_id=store_id, narrow=narrow, limit=_ALIKE).items
        hung = Counter(row.category_id for row in goods if row.category_id in tree.by_id)
        for category_id, _ in hung.most_common(1):
            return tree.by_id[category_id or 0]
    return read_from_tree(title, tree)


def read_from_tree(title: str, tree: CategoryTree) -> CategoryNode | None:
    """The category whose own words, in any language, stand in `title`; None when none does.

    Of several the one with most of them, then the deepest, then the first in the mall's order.
    """
    spoken = _words(title)
    scored = [
        (_score(spoken, node), len(node.path), -place, node)
        for place, node in enumerate(tree.by_id.values())
    ]
    best = max(scored, key=lambda each: each[:3], default=None)
    return best[3] if best is not None and best[0] > 0 else None


def _score(spoken: set[str], node: CategoryNode) -> int:
    """A word of the title counts three times one of the description."""
    titles = [node.words["title"], *(said.get("title", "") for said in node.translations.values())]
    named = set().union(*(_words(title) for title in titles))
    told = _words(node.words["description"])
    return 3 * _met(spoken, named) + _met(spoken, told - named)


def _met(spoken: set[str], words: set[str]) -> int:
    return sum(any(_alike(word, other) for other in words) for word in spoken)


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < _STEM:
        return one == other
    return longer.startswith(shorter) and len(longer) - len(shorter) <= 2


def _words(text: str) -> set[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return set(_WORD.findall(plain))
