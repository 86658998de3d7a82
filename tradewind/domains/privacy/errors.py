"""What stands between a person and the end of their account."""

from __future__ import annotations

from tradewind.kernel.errors import TradewindError


class ErasureHindered(TradewindError):
    """Something must end first; `hindrances` are its codes."""

    code = "erasure_hindered"


class ErasureOver(TradewindError):
    """There is no wish to take back: it was carried out, or taken back before."""

    code = "erasure_over"


class ArchiveTooSoon(TradewindError):
    """A copy was made within the last day and still stands."""

    code = "archive_too_soon"
