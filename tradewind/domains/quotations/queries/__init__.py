"""What others may ask about requests for a price."""

from tradewind.domains.quotations.queries.listing import (
    count_waiting,
    get_by_token,
    get_of_store,
    list_of_person,
    list_of_store,
)
from tradewind.domains.quotations.queries.terms import newest_offer, terms_of

__all__ = [
    "count_waiting",
    "get_by_token",
    "get_of_store",
    "list_of_person",
    "list_of_store",
    "newest_offer",
    "terms_of",
]
