"""Every read of carts and checkouts others may make."""

from tradewind.domains.checkout.queries.carts import (
    count_pieces,
    find_cart,
    quote_cart,
    quote_checkout,
)
from tradewind.domains.checkout.queries.checkouts import find_checkout, get_checkout

__all__ = [
    "count_pieces",
    "find_cart",
    "find_checkout",
    "get_checkout",
    "quote_cart",
    "quote_checkout",
]
