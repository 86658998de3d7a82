"""Coupon codes a shopper enters into the cart."""

from __future__ import annotations

from django.db import connection

from tradewind.domains.checkout.models import Cart
from tradewind.domains.promotions.rules import normal_code
from tradewind.kernel.errors import InvalidInput

MOST_CODES = 10

# By one statement, so that two tabs never lose each other's codes.
_ENTER = """
UPDATE checkout_cart SET codes = array_append(codes, %s)
WHERE id = %s AND NOT %s = ANY(codes) AND cardinality(codes) < %s
"""
_REMOVE = "UPDATE checkout_cart SET codes = array_remove(codes, %s) WHERE id = %s"


def enter_code(*, cart: Cart, code: str) -> None:
    """Keep a code with the cart, whatever it does: the quote tells why one does nothing.

    Entering it again changes nothing. Raises `InvalidInput` for an empty one, or one too many.
    """
    text = normal_code(code.replace("\x00", ""))
    if not text:
        raise InvalidInput({"code": "required"})
    if text in cart.codes:
        return
    if len(cart.codes) >= MOST_CODES:
        raise InvalidInput({"code": "too_many"})
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, [text, cart.pk, text, MOST_CODES])
    cart.codes = [*cart.codes, text]


def remove_code(*, cart: Cart, code: str) -> None:
    """Take a code out. Removing it again changes nothing."""
    text = normal_code(code.replace("\x00", ""))
    with connection.cursor() as cursor:
        cursor.execute(_REMOVE, [text, cart.pk])
    cart.codes = [kept for kept in cart.codes if kept != text]
