"""Every read of purchases and orders others may make."""

from tradewind.domains.orders.queries.figures import Sales, Sold, sales
from tradewind.domains.orders.queries.purchases import (
    get_purchase,
    get_purchase_by_id,
    get_purchase_of,
    list_purchases,
    orders_of_checkout,
)
from tradewind.domains.orders.queries.shares import OrderShares, order_shares
from tradewind.domains.orders.queries.store_orders import (
    OrderFilter,
    count_to_do,
    get_order,
    get_orders,
    list_orders,
)
from tradewind.domains.orders.queries.waiting import Waiting, waiting_orders

__all__ = [
    "OrderFilter",
    "OrderShares",
    "Sales",
    "Sold",
    "Waiting",
    "count_to_do",
    "get_order",
    "get_orders",
    "get_purchase",
    "get_purchase_by_id",
    "get_purchase_of",
    "list_orders",
    "list_purchases",
    "order_shares",
    "orders_of_checkout",
    "sales",
    "waiting_orders",
]
