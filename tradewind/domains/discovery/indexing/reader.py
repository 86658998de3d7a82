"""This node's search index: where it lies, and the reader each process keeps open."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tradewind.domains.discovery.engine.errors import IndexMissing
from tradewind.domains.discovery.engine.schema import IndexSettings
from tradewind.domains.discovery.engine.searching import SearchIndex
from tradewind.domains.discovery.engine.storage import IndexRoot


def root() -> IndexRoot:
    """The folder of this node's index."""
    return IndexRoot(Path(settings.DATA) / "search")


def index() -> SearchIndex:
    """The reader, opened when first asked; it follows commits and rebuilds by itself."""
    return _reader(root().path)


def index_settings() -> IndexSettings:
    """Languages and currencies a new index is built for."""
    return IndexSettings(currencies=tuple(settings.CURRENCIES))


def readiness() -> str | None:
    """What keeps the index from answering, or nothing."""
    try:
        index().count()
    except IndexMissing:
        return "not built yet, run `tradewind reindex`"
    return None


@lru_cache(maxsize=4)
def _reader(path: Path) -> SearchIndex:
    return SearchIndex(path)
