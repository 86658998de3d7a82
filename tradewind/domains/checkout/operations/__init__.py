"""Every write to carts and checkouts."""

from tradewind.domains.checkout.operations.carts import (
    add_line,
    add_lines,
    change_line,
    join_person,
    open_cart,
    remove_line,
    set_market,
    start_over,
)
from tradewind.domains.checkout.operations.details import Details, begin, set_details, set_place
from tradewind.domains.checkout.operations.expiring import expire_due
from tradewind.domains.checkout.operations.paying import Paid, Tender, pay
from tradewind.domains.checkout.operations.settling import settle

__all__ = [
    "Details",
    "Paid",
    "Tender",
    "add_line",
    "add_lines",
    "begin",
    "change_line",
    "expire_due",
    "join_person",
    "open_cart",
    "pay",
    "remove_line",
    "set_details",
    "set_market",
    "set_place",
    "settle",
    "start_over",
]
