"""Every write to purchases and orders."""

from tradewind.domains.orders.operations.cancelling import cancel
from tradewind.domains.orders.operations.claiming import claim
from tradewind.domains.orders.operations.fulfilling import (
    mark_delivered,
    put_back,
    ship,
    start_preparing,
)
from tradewind.domains.orders.operations.placing import place

__all__ = ["cancel", "claim", "mark_delivered", "place", "put_back", "ship", "start_preparing"]
