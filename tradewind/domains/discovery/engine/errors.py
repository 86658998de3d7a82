"""What can stop a search or an index write."""

from __future__ import annotations

from tradewind.kernel.errors import TradewindError


class IndexMissing(TradewindError):
    """There is no readable index in `folder`; `reason` says what is absent or broken.

    `tradewind reindex` mends it.
    """

    code = "search_index_missing"


class IndexBusy(TradewindError):
    """Another process holds the writer lock of `folder`."""

    code = "search_index_busy"
