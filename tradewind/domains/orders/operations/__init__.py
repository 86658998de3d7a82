"""Every write to purchases and orders."""

from tradewind.domains.orders.operations.cancelling import cancel
from tradewind.domains.orders.operations.claiming import claim
from tradewind.domains.orders.operations.fulfilling import mark_delivered, ship, start_preparing
from tradewind.domains.orders.operations.placing import place

__all__ = ["cancel", "claim", "mark_delivered", "place", "ship", "start_preparing"]
