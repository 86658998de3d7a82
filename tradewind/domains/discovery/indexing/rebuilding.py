"""A new index beside the one in use."""

from __future__ import annotations

import time
from collections.abc import Iterator

from tradewind.domains.discovery.engine.documents import ProductDocument
from tradewind.domains.discovery.engine.errors import IndexBusy
from tradewind.domains.discovery.engine.writing import rebuild
from tradewind.domains.discovery.indexing.documents import documents
from tradewind.domains.discovery.indexing.reader import index_settings, root
from tradewind.domains.discovery.operations.listings import Progress
from tradewind.domains.discovery.statements import rows
from tradewind.platform.events.queries import head_position

_BATCH = 1_000
_RETRY_SECONDS = 0.2
_LISTED = "SELECT product_id FROM discovery_listing ORDER BY product_id"


def reindex(*, progress: Progress = lambda done, total: None, patience: float = 30.0) -> int:
    """Build the index from all listings and switch to it. Returns how many products it has.

    Searches go on meanwhile in the index in use. Waits `patience` seconds for another writer, then
    raises `IndexBusy`.
    """
    deadline = time.monotonic() + patience
    while True:
        # Before the listings are read: what changes meanwhile is fed again.
        cursor = str(head_position())
        try:
            return rebuild(
                root(), documents=_all(progress), cursor=cursor, settings=index_settings()
            )
        except IndexBusy:
            if time.monotonic() >= deadline:
                raise
            time.sleep(_RETRY_SECONDS)


def _all(progress: Progress) -> Iterator[ProductDocument]:
    product_ids = [row[0] for row in rows(_LISTED)]
    currencies = index_settings().currencies
    for start in range(0, len(product_ids), _BATCH):
        batch = product_ids[start : start + _BATCH]
        yield from documents(batch, currencies=currencies)
        progress(start + len(batch), len(product_ids))
