"""What the books call by a public id, as people call it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from tradewind.domains.orders.models import Claim, Order


class NumberedOrder(NamedTuple):
    """An order's public id and the number people know it by."""

    order_id: str
    number: str


def orders_behind(*, store_id: int, references: Collection[str]) -> dict[str, NumberedOrder]:
    """The order of each reference that is an order's or a claim's of that store. Two statements."""
    orders = {text for text in references if text.startswith("ord_")}
    claims = {text for text in references if text.startswith("clm_")}
    found: dict[str, NumberedOrder] = {}
    if orders:
        rows = Order.objects.for_store(store_id).filter(public_id__in=orders)
        for order in rows.only("public_id", "number"):
            found[order.public_id] = NumberedOrder(order.public_id, order.number)
    if claims:
        told = Claim.objects.for_store(store_id).filter(public_id__in=claims)
        for claim in told.select_related("order"):
            found[claim.public_id] = NumberedOrder(claim.order.public_id, claim.order.number)
    return found
