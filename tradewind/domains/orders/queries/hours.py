"""Deliveries by the hours shoppers chose: a store's day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from tradewind.domains.orders.models import Order
from tradewind.domains.shipping.taken import taken_on


@dataclass(frozen=True, slots=True)
class DeliveryHours:
    """Hours of a day with the orders that come in them; `held` places are of checkouts not paid yet."""

    method: str
    starts: time
    ends: time
    capacity: int
    orders: Sequence[Order]
    held: int


def deliveries_on(*, store_id: int, day: date) -> list[DeliveryHours]:
    """A store's deliveries of a day, the earliest hours first. Two statements."""
    rows = taken_on(store_id=store_id, day=day)
    holders = {holder for row in rows for holder in row.holders}
    found = (
        Order.objects.for_store(store_id)
        .select_related("purchase")
        .filter(purchase__checkout__in=holders)
        .order_by("pk")
    )
    by_holder: dict[str, list[Order]] = defaultdict(list)
    for order in found:
        by_holder[order.purchase.checkout].append(order)
    return [
        DeliveryHours(
            method=row.method,
            starts=row.starts,
            ends=row.ends,
            capacity=row.capacity,
            orders=[order for holder in row.holders for order in by_holder[holder]],
            held=sum(not by_holder[holder] for holder in row.holders),
        )
        for row in rows
    ]


def find_store_order(*, order_id: str) -> Order | None:
    """An order that an event names, with its store."""
    rows = Order.objects.across_stores("an event names the order and not the store")
    return rows.select_related("store", "purchase").filter(public_id=order_id).first()
