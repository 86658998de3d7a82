"""The real products and human judgements that lie beside a checkout, where they do."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tradewind.domains.discovery.engine.documents import Attribute, ProductDocument
from tradewind.domains.discovery.engine.evaluation import Judgements, read_judgements

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared" / "data"
PRODUCTS = SHARED / "icecat-products.jsonl.gz"
JUDGEMENTS = SHARED / "search-judgements.csv"


def is_present() -> bool:
    return PRODUCTS.exists() and JUDGEMENTS.exists()


def documents() -> Iterator[ProductDocument]:
    """The 19,406 Icecat products as one store would list them, ids as in the judgements."""
    with gzip.open(PRODUCTS, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield _document(json.loads(line))


def judgements() -> Judgements:
    with JUDGEMENTS.open(encoding="utf-8") as lines:
        return read_judgements(lines)


def _document(row: dict[str, Any]) -> ProductDocument:
    return ProductDocument(
        id=row["id"],
        store_id="sto_icecat",
        store_name="Icecat",
        title=row["title"],
        description=row["description"] or "",
        brand=row["brand"] or "",
        attributes=tuple(
            Attribute(name[2:], (value,)) for name, value in row["attributes"].items()
        ),
        sku=row["sku"] or "",
        gtins=tuple(row["ean"] or ()),
        prices={"CAD": row["price_cents"]},
        created_at=datetime.fromisoformat(row["released"] or "2008-01-01").replace(tzinfo=UTC),
    )
