"""What the clock does to discovery."""

from __future__ import annotations

from tradewind.domains.discovery import operations
from tradewind.domains.visits import browsing
from tradewind.platform.jobs import periodic


@periodic("20 3 * * *")
def renew_listings() -> None:
    """Bring every listing up to the day: sales older than 90 days, the day's rates."""
    operations.rebuild_listings()


@periodic("50 3 * * *")
def forget_rare_queries() -> None:
    """Forget what hardly anybody searches for."""
    operations.forget_rare_queries()


@periodic("*/2 * * * *")
def renew_companions() -> None:
    """Learn from what was looked at, and rank anew the goods something was learnt about.

    And of what is new, find what is like it.
    """
    operations.learn_views()
    operations.rank_companions()
    operations.liken()


@periodic("20 4 * * *")
def trim_views() -> None:
    """Keep of each shopper only what they looked at last."""
    browsing.trim()
