"""Every write to purchases and orders."""

from tradewind.domains.orders.operations.adopting import adopt, reassign
from tradewind.domains.orders.operations.cancelling import cancel, refuse_at_door
from tradewind.domains.orders.operations.claims import Settled
from tradewind.domains.orders.operations.delaying import announce_delay
from tradewind.domains.orders.operations.fulfilling import (
    mark_delivered,
    put_back,
    ship,
    start_preparing,
)
from tradewind.domains.orders.operations.placing import place
from tradewind.domains.orders.operations.policies import set_return_policy

__all__ = [
    "Settled",
    "adopt",
    "announce_delay",
    "cancel",
    "mark_delivered",
    "place",
    "put_back",
    "reassign",
    "refuse_at_door",
    "set_return_policy",
    "ship",
    "start_preparing",
]
