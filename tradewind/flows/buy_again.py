"""Everything of an earlier purchase into a cart, as far as it can still be had."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tradewind.domains.checkout.models import Cart
from tradewind.domains.checkout.operations import add_line
from tradewind.domains.checkout.rules import TooMany
from tradewind.domains.inventory.rules import StockShort
from tradewind.domains.orders.queries import bought_before
from tradewind.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Again:
    """How many lines went into the cart, and the titles of those that could not."""

    added: int
    gone: Sequence[str]


def buy_again(*, cart: Cart, purchase_id: int) -> Again:
    """Add every line of the purchase (row id) with its pieces; a line that is short stays out whole."""
    gone: list[str] = []
    added = 0
    for title, variant_id, quantity in bought_before(purchase_id=purchase_id):
        try:
            add_line(cart=cart, variant_id=variant_id, quantity=quantity)
            added += 1
        except (NotFound, StockShort, TooMany):
            gone.append(title)
    return Again(added, gone)
