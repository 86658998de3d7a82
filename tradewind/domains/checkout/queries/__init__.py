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
    waiting_payments,
)
from tradewind.domains.checkout.queries.paid import PaidPart, paid_with

__all__ = [
    "PaidPart",
    "count_pieces",
    "find_cart",
    "get_checkout",
    "paid_with",
    "pending_payment",
    "quote_cart",
    "quote_checkout",
    "waiting_payments",
]
