"""Every write of discovery."""

from tradewind.domains.discovery.operations.listings import (
    rebuild_listings,
    recount_popularity,
    refresh_listings,
)
from tradewind.domains.discovery.operations.popular import forget_rare_queries

__all__ = [
    "forget_rare_queries",
    "rebuild_listings",
    "recount_popularity",
    "refresh_listings",
]
