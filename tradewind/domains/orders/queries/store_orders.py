"""What a seller may see: the orders of one store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from tradewind.domains.orders.models import Order, OrderLine
from tradewind.domains.orders.queries.newest_first import page_of
from tradewind.domains.orders.rules import TO_DO, Stage
from tradewind.kernel.errors import NotFound
from tradewind.kernel.paging import Page


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What a list of orders is narrowed to: stages, a text in number, name, e-mail or title, the
    channel it came by, the customer's row id.
    """

    stages: Sequence[Stage] = ()
    text: str = ""
    channel: str = ""
    customer_id: int | None = None


def get_order(*, store_id: int, order_id: str) -> Order:
    """The store's order with that public id, whole. Raises `NotFound`."""
    order = _whole(store_id).filter(public_id=order_id).first()
    if order is None:
        raise NotFound(id=order_id)
    return order


def get_orders(*, store_id: int, order_ids: Sequence[str]) -> Sequence[Order]:
    """The store's orders with those public ids, whole, as they are named. Raises `NotFound`."""
    found = {order.public_id: order for order in _whole(store_id).filter(public_id__in=order_ids)}
    for order_id in order_ids:
        if order_id not in found:
            raise NotFound(id=order_id)
    return [found[order_id] for order_id in order_ids]


def orders_to_pack(*, store_id: int, limit: int = 200) -> Sequence[Order]:
    """Orders that still have something to send, the one to arrive first first. Two statements."""
    rows = Order.objects.for_store(store_id).filter(stage__in=TO_DO).select_related("purchase")
    ordered = rows.order_by(Coalesce("delayed_until", "promised_until"), "placed_at", "pk")
    return list(ordered.prefetch_related("lines")[:limit])


def list_orders(
    *, store_id: int, narrow: OrderFilter, cursor: str = "", limit: int = 50
) -> Page[Order]:
    """Orders of a store, newest first, each with `pieces`. Raises `InvalidInput` for a bad cursor."""
    # Not by a join, which would add up every order of the store before the page is cut off.
    pieces = (
        OrderLine.objects.for_store(store_id)
        .filter(order=OuterRef("pk"))
        .order_by()
        .values("order")
        .values_list(Sum("quantity"))
    )
    rows = _narrowed(store_id, narrow).select_related("purchase")
    return page_of(rows.annotate(pieces=Subquery(pieces)), cursor=cursor, limit=limit)


def count_to_do(*, store_id: int) -> Mapping[Stage, int]:
    """How many orders wait in each stage that needs the seller."""
    counted = (
        Order.objects.for_store(store_id)
        .filter(stage__in=TO_DO)
        .order_by()
        .values_list("stage")
        .annotate(orders=Count("pk"))
    )
    found = {Stage(stage): orders for stage, orders in counted}
    return {stage: found.get(stage, 0) for stage in TO_DO}


def _whole(store_id: int) -> QuerySet[Order]:
    return (
        Order.objects.for_store(store_id)
        .select_related("purchase", "customer", "store")
        .prefetch_related("lines", "history", "shipments__lines__line")
    )


def _narrowed(store_id: int, narrow: OrderFilter) -> QuerySet[Order]:
    rows = Order.objects.for_store(store_id)
    if narrow.stages:
        rows = rows.filter(stage__in=narrow.stages)
    if narrow.channel:
        rows = rows.filter(purchase__channel=narrow.channel)
    if narrow.customer_id is not None:
        rows = rows.filter(customer_id=narrow.customer_id)
    if narrow.text:
        text = narrow.text.strip()
        # Not by a join: it would count only the pieces of the lines that match.
        bought = OrderLine.objects.for_store(store_id).filter(
            Q(title__icontains=text) | Q(sku__iexact=text)
        )
        rows = rows.filter(
            Q(number__istartswith=text)
            | Q(purchase__name__icontains=text)
            | Q(purchase__email__icontains=text)
            | Q(pk__in=bought.values("order_id"))
        )
    return rows
