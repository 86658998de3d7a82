"""What orders with a promotion brought: written from events, so that no checkout waits for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.db import transaction

from tradewind.domains.orders.events import OrderPlaced, PiecesTakenBack
from tradewind.domains.orders.models import Order
from tradewind.domains.promotions.models import PromotionSale, Redemption
from tradewind.domains.promotions.queries.sold import cheaper, gone, orders_named


def record_sales(*, placed: Sequence[OrderPlaced]) -> None:
    """Write down what these orders brought each promotion they used. Repeating changes nothing.

    One statement where none of them used any, four otherwise, however many there are.
    """
    uses = defaultdict(list)
    for use in (
        Redemption.objects.across_stores("orders of every store")
        .filter(purchase__in={event.purchase_id for event in placed})
        .exclude(state=Redemption.State.HELD)
        .select_related("promotion__store")
    ):
        uses[use.purchase].append(use)
    wanted = [event.order_id for event in placed if event.purchase_id in uses]
    if not wanted:
        return
    rows = []
    for order in orders_named(wanted):
        for use in uses[order.purchase.public_id]:
            if str(order.store_id) in use.shares:
                rows.append(_sale(order, use))
    PromotionSale.objects.across_stores("orders of every store").bulk_create(
        rows, ignore_conflicts=True
    )


def record_takebacks(*, taken: Sequence[PiecesTakenBack]) -> None:
    """Take what went back off what those orders brought. To be called once for each event."""
    refunds: dict[str, int] = defaultdict(int)
    for event in taken:
        refunds[event.order_id] += event.refund.minor
    with transaction.atomic():
        sales = list(
            PromotionSale.objects.across_stores("orders of every store")
            .filter(order__in=refunds)
            .select_related("promotion")
            .select_for_update(of=("self",))
            .order_by("pk")
        )
        if not sales:
            return
        orders = {order.public_id: order for order in orders_named({sale.order for sale in sales})}
        for sale in sales:
            _take_back(sale, orders[sale.order], refunds[sale.order])
        PromotionSale.objects.across_stores("orders of every store").bulk_update(
            sales, ["units_back", "discount_back_minor", "refunded_minor", "is_kept"]
        )


def _sale(order: Order, use: Redemption) -> PromotionSale:
    lines = cheaper(order, str(use.promotion.public_id))
    seller = use.promotion.store
    zone = ZoneInfo(seller.time_zone if seller else "UTC")
    return PromotionSale(
        promotion_id=use.promotion_id,
        store_id=use.store_id,
        order=order.public_id,
        day=order.placed_at.astimezone(zone).date(),
        currency=order.currency,
        units=sum(line.quantity for line, _ in lines),
        discount_minor=use.shares[str(order.store_id)],
        revenue_minor=order.total_minor,
    )


def _take_back(sale: PromotionSale, order: Order, refunded: int) -> None:
    lines = cheaper(order, str(sale.promotion.public_id))
    on_goods = sum(minor for _, minor in lines)
    back = sum(_part(minor, gone(line), line.quantity) for line, minor in lines)
    if order.shipping_returned:
        back += sale.discount_minor - on_goods
    sale.units_back = sum(gone(line) for line, _ in lines)
    sale.discount_back_minor = back
    sale.refunded_minor += refunded
    sale.is_kept = any(gone(line) < line.quantity for line in order.lines.all())


def _part(minor: int, gone: int, quantity: int) -> int:
    # Reckoned from all that is gone, half up, so that single pieces add up to the whole.
    return (2 * minor * gone + quantity) // (2 * quantity)
