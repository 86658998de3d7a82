"""Every read of carts and checkouts others may make."""

from tradewind.domains.checkout.queries.carts import (
    count_pieces,
    find_cart,
    quote_cart,
    quote_checkout,
)
from tradewind.domains.checkout.queries.checkouts import (
    get_checkout,
    pending_payment,
)

__all__ = [
    "count_pieces",
    "find_cart",
    "get_checkout",
    "pending_payment",
    "quote_cart",
    "quote_checkout",
]
