"""The orders a list may have."""

from __future__ import annotations

from enum import StrEnum


class ListingSort(StrEnum):
    """`POPULAR` counts pieces sold in 90 days; prices compare in the mall's currency."""

    POPULAR = "popular"
    NEWEST = "newest"
    PRICE_ASC = "price_asc"
    PRICE_DESC = "price_desc"
