"""Every read of purchases and orders others may make."""

from tradewind.domains.orders.queries.claims import (
    LineStanding,
    claim_checkout,
    claims_of,
    claims_of_order,
    count_claims,
    get_claim,
    get_claim_of,
    list_claims,
    order_checkout,
    policy_of,
    standing_of,
)
from tradewind.domains.orders.queries.figures import Sales, Sold, sales
from tradewind.domains.orders.queries.promises import (
    PACK_WITHIN,
    Packing,
    Promises,
    packing_times,
    promises_kept,
    risk_of,
)
from tradewind.domains.orders.queries.purchases import (
    bought_before,
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
    orders_to_pack,
)
from tradewind.domains.orders.queries.waiting import Waiting, waiting_orders

__all__ = [
    "PACK_WITHIN",
    "LineStanding",
    "OrderFilter",
    "OrderShares",
    "Packing",
    "Promises",
    "Sales",
    "Sold",
    "Waiting",
    "bought_before",
    "claim_checkout",
    "claims_of",
    "claims_of_order",
    "count_claims",
    "count_to_do",
    "get_claim",
    "get_claim_of",
    "get_order",
    "get_orders",
    "get_purchase",
    "get_purchase_by_id",
    "get_purchase_of",
    "list_claims",
    "list_orders",
    "list_purchases",
    "order_checkout",
    "order_shares",
    "orders_of_checkout",
    "orders_to_pack",
    "packing_times",
    "policy_of",
    "promises_kept",
    "risk_of",
    "sales",
    "standing_of",
    "waiting_orders",
]
