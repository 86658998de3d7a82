"""What the clock does to discovery."""

from __future__ import annotations

from tradewind.domains.discovery import operations
from tradewind.platform.jobs import periodic


@periodic("20 3 * * *")
def renew_listings() -> None:
    """Bring every listing up to the day: sales older than 90 days, the day's rates."""
    operations.rebuild_listings()


@periodic("50 3 * * *")
def forget_rare_queries() -> None:
    """Forget what hardly anybody searches for."""
    operations.forget_rare_queries()
