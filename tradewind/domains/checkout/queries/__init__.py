"""Every read of carts and checkouts others may make."""

from tradewind.domains.checkout.queries.carts import (
    count_pieces,
    find_cart,
    quote_cart,
    quote_checkout,
)
from tradewind.domains.checkout.queries.checkouts import (
    find_checkout,
    get_checkout,
    pending_payment,
)

__all__ = [
    "count_pieces",
    "find_cart",
    "find_checkout",
    "get_checkout",
    "pending_payment",
    "quote_cart",
    "quote_checkout",
]
