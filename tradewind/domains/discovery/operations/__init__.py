"""Every write of discovery."""

from tradewind.domains.discovery.operations.affinity import (
    learn_purchases,
    learn_views,
    rank_companions,
)
from tradewind.domains.discovery.operations.likeness import liken
from tradewind.domains.discovery.operations.listings import (
    rebuild_listings,
    recount_popularity,
    refresh_listings,
)
from tradewind.domains.discovery.operations.popular import forget_rare_queries
from tradewind.domains.discovery.operations.tastes import (
    change_taste,
    forget_person,
    personalize,
)

__all__ = [
    "change_taste",
    "forget_person",
    "forget_rare_queries",
    "learn_purchases",
    "learn_views",
    "liken",
    "personalize",
    "rank_companions",
    "rebuild_listings",
    "recount_popularity",
    "refresh_listings",
]
