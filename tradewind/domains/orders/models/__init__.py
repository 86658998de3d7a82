"""What was bought, how it went, and what came back."""

from tradewind.domains.orders.models.claims import (
    CLAIM_STATE_NAMES,
    CONDITION_NAMES,
    KIND_NAMES,
    REASON_NAMES,
    Claim,
    ClaimLine,
    ClaimPhoto,
    ClaimStep,
    ReturnPolicy,
)
from tradewind.domains.orders.models.commissions import CategoryCommission
from tradewind.domains.orders.models.delays import Delay
from tradewind.domains.orders.models.sales import (
    STAGE_NAMES,
    Order,
    OrderLine,
    Purchase,
    Shipment,
    ShipmentLine,
    StageChange,
)

__all__ = [
    "CLAIM_STATE_NAMES",
    "CONDITION_NAMES",
    "KIND_NAMES",
    "REASON_NAMES",
    "STAGE_NAMES",
    "CategoryCommission",
    "Claim",
    "ClaimLine",
    "ClaimPhoto",
    "ClaimStep",
    "Delay",
    "Order",
    "OrderLine",
    "Purchase",
    "ReturnPolicy",
    "Shipment",
    "ShipmentLine",
    "StageChange",
]
