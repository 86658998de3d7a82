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
from tradewind.domains.checkout.queries.gifts import (
    Gift,
    WrapOffer,
    find_wrapping,
    gift_of,
    gifts_of,
    wraps_for,
)
from tradewind.domains.checkout.queries.paid import PaidPart, paid_with
from tradewind.domains.checkout.queries.quoted import find_cart_of_offer, find_offer_cart
from tradewind.domains.checkout.queries.rows import CartRow

__all__ = [
    "CartRow",
    "Gift",
    "PaidPart",
    "WrapOffer",
    "count_pieces",
    "find_cart",
    "find_cart_of_offer",
    "find_offer_cart",
    "find_wrapping",
    "get_checkout",
    "gift_of",
    "gifts_of",
    "paid_with",
    "pending_payment",
    "quote_cart",
    "quote_checkout",
    "waiting_payments",
    "wraps_for",
]
