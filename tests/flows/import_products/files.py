"""Files of products, and what became of them."""

from __future__ import annotations

import gzip
import io
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from openpyxl import Workbook

from tradewind.domains.catalogue.models import Import, Product, RowRemark
from tradewind.domains.stores.models import Store
from tradewind.flows import import_products
from tradewind.flows.import_products import Reading
from tradewind.flows.import_products.readers import BadRow, RawRow, open_table


def jsonl(*rows: Mapping[str, Any], packed: bool = False) -> bytes:
    content = b"\n".join(orjson.dumps(row) for row in rows)
    return gzip.compress(content) if packed else content


def xlsx(*rows: Sequence[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read_all(content: bytes, *, encoding: str = "") -> tuple[str, list[RawRow | BadRow]]:
    with open_table(io.BytesIO(content), encoding=encoding) as table:
        return table.format, list(table.rows)


def open_content(store: Store, content: bytes, **reading: Any) -> Import:
    reading.setdefault("currency", store.currency)
    return import_products.open_file(
        store_id=store.pk, name="products", content=content, reading=Reading(**reading), resume=True
    )


def take(store: Store, content: bytes, **reading: Any) -> Import:
    """Import a whole file."""
    opened = open_content(store, content, **reading)
    return import_products.run(store_id=store.pk, import_id=str(opened.public_id))


def counts(done: Import) -> tuple[int, int, int, int]:
    return (done.created, done.changed, done.unchanged, done.refused)


def refused(done: Import) -> list[tuple[int, str, str]]:
    rows = RowRemark.objects.for_store(done.store_id).filter(of=done)
    return list(rows.order_by("pk").values_list("row", "field", "code"))


def titles(store: Store) -> list[str]:
    rows = Product.objects.for_store(store.pk).order_by("pk")
    return list(rows.values_list("title", flat=True))
