"""Small products for search tests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tradewind.domains.discovery.engine.documents import Attribute, Category, ProductDocument
from tradewind.domains.discovery.engine.questions import Results
from tradewind.domains.discovery.engine.searching import SearchIndex
from tradewind.domains.discovery.engine.storage import IndexRoot
from tradewind.domains.discovery.engine.writing import rebuild

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def make_product(id: str, title: str, **told: Any) -> ProductDocument:
    return ProductDocument(
        id=id, title=title, **{"store_id": "sto_1", "created_at": LONG_AGO, **told}
    )


def make_attribute(name: str, *values: str | float | bool, **told: Any) -> Attribute:
    return Attribute(name, values, **told)


def make_category(id: str, name: str, **others: str) -> Category:
    return Category(id, {"en": name, **others})


def make_index(path: Path, *products: ProductDocument) -> SearchIndex:
    rebuild(IndexRoot(path), documents=products, cursor="0")
    return SearchIndex(path)


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]
