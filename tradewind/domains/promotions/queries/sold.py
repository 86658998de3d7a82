"""Which goods a promotion made cheaper in an order, and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tradewind.domains.orders.models import Order, OrderLine
from tradewind.domains.promotions.models import Promotion, Redemption


def came_back(*, order_id: str) -> list[int]:
    """Row ids of the promotions whose use is free again because everything they made cheaper in
    that order is cancelled or came back, and whose rule says so.
    """
    order = next(iter(orders_named([order_id])), None)
    if order is None:
        return []
    uses = Redemption.objects.across_stores("one purchase's uses").filter(
        purchase=order.purchase.public_id,
        state=Redemption.State.CONFIRMED,
        promotion__gives_back=Promotion.GivesBack.RETURNED,
    )
    return [
        use.promotion_id
        for use in uses.select_related("promotion")
        if str(order.store_id) in use.shares and _is_all_back(order, str(use.promotion.public_id))
    ]


def orders_named(public_ids: Collection[str]) -> list[Order]:
    """Those orders with their purchases and lines. Two statements."""
    rows = Order.objects.across_stores("orders that events name").filter(public_id__in=public_ids)
    return list(rows.select_related("purchase").prefetch_related("lines"))


def _is_all_back(order: Order, promotion_id: str) -> bool:
    lines = cheaper(order, promotion_id)
    if not lines:  # delivery alone was cheaper
        return order.shipping_returned
    return all(gone(line) == line.quantity for line, _ in lines)


def cheaper(order: Order, promotion_id: str) -> list[tuple[OrderLine, int]]:
    """The lines that the promotion took something off, and how much."""
    found = []
    for line in order.lines.all():
        minor = sum(_minor(part) for part in line.discounts if part["promotion"] == promotion_id)
        if minor:
            found.append((line, minor))
    return found


def _minor(part: Mapping[str, object]) -> int:
    return int(str(part["minor"]))


def gone(line: OrderLine) -> int:
    """Pieces cancelled or returned."""
    return line.cancelled + line.returned
