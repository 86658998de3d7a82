"""Where every product on sale is found, for maps of the whole mall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tradewind.domains.discovery.models import Listing

_WHY = "a map of the mall names every store's goods"


@dataclass(frozen=True, slots=True)
class ListedAddress:
    """The slugs of a product on sale, and when what lists show of it changed last."""

    store_slug: str
    slug: str
    changed_at: datetime


def list_listed_addresses(*, page: int, limit: int) -> list[ListedAddress]:
    """The `page`-th `limit` products on sale (pages count from 1), by age; one statement."""
    rows = (
        Listing.objects.across_stores(_WHY)
        .order_by("product_id")
        .values_list("store__slug", "product__slug", "refreshed_at")
    )
    start = (page - 1) * limit
    return [ListedAddress(*row) for row in rows[start : start + limit]]
