"""Every write to purchases and orders."""

from tradewind.domains.orders.operations.adopting import adopt
from tradewind.domains.orders.operations.cancelling import cancel
from tradewind.domains.orders.operations.claims import Settled
from tradewind.domains.orders.operations.fulfilling import (
    mark_delivered,
    put_back,
    ship,
    start_preparing,
)
from tradewind.domains.orders.operations.placing import place

__all__ = [
    "Settled",
    "adopt",
    "cancel",
    "mark_delivered",
    "place",
    "put_back",
    "ship",
    "start_preparing",
]
