"""What there is to translate: Babel's reader for Python, and one of ours for Django templates."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from django.utils.translation.template import templatize

_KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_METHODS = [
    ("**/templates/**.html", "tradewind.platform.i18n.extraction:from_template"),
    ("**/templates/**.txt", "tradewind.platform.i18n.extraction:from_template"),
    ("**/templates/**.svg", "tradewind.platform.i18n.extraction:from_template"),
    ("**.py", "python"),
]


def extract(folder: Path) -> Catalog:
    """All messages of the sources under `folder`, sorted by file as the catalogues keep them."""
    catalog = Catalog(project="Tradewind", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        str(folder),
        method_map=_METHODS,
        keywords=_KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for file, line, message, comments, context in found:
        catalog.add(
            message,
            locations=[(file, line)],
            auto_comments=comments,
            context=context,
        )
    return catalog


def from_template(
    file: IO[bytes], keywords: Any, comment_tags: Collection[str], options: Any
) -> Iterator[Any]:
    """Babel extractor for Django templates, Cotton's included, on Django's own `templatize`.

    What templatize leaves is a heap of words with gettext calls in it. Parentheses around the
    whole keep Python's tokenizer from minding its indentation, and line numbers stay right.
    """
    source = templatize(file.read().decode())
    wrapped = BytesIO(f"({source}\n)".encode())
    yield from extract_python(wrapped, keywords, comment_tags, options)
