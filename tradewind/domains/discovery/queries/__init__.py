"""What others may ask about what there is to find."""

from tradewind.domains.discovery.engine.questions import Facet, FacetValue, Filters, Sort
from tradewind.domains.discovery.queries.addresses import ListedAddress, list_listed_addresses
from tradewind.domains.discovery.queries.listings import (
    Narrow,
    cards,
    count_listings,
    list_listings,
)
from tradewind.domains.discovery.queries.popular import popular_queries
from tradewind.domains.discovery.queries.recommending import (
    GoodsShelves,
    PersonalShelves,
    Recommended,
    goods_shelves,
    personal_shelves,
)
from tradewind.domains.discovery.queries.sales import (
    LiveFacts,
    SaleFacts,
    find_live_draft,
    find_live_product,
    get_live_product,
    sale_facts,
)
from tradewind.domains.discovery.queries.searching import (
    SearchScreenFacts,
    SuggestionFacts,
    search,
    suggest,
)

__all__ = [
    "Facet",
    "FacetValue",
    "Filters",
    "GoodsShelves",
    "ListedAddress",
    "LiveFacts",
    "Narrow",
    "PersonalShelves",
    "Recommended",
    "SaleFacts",
    "SearchScreenFacts",
    "Sort",
    "SuggestionFacts",
    "cards",
    "count_listings",
    "find_live_draft",
    "find_live_product",
    "get_live_product",
    "goods_shelves",
    "list_listed_addresses",
    "list_listings",
    "personal_shelves",
    "popular_queries",
    "sale_facts",
    "search",
    "suggest",
]
