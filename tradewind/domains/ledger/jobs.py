"""What the clock does to the books."""

from __future__ import annotations

from tradewind.domains.ledger import operations
from tradewind.platform.jobs import periodic


@periodic("17 3 * * *")
def sum_up() -> None:
    """Take a snapshot of all balances once a night; tried again when the books are too busy."""
    operations.take_snapshot()
