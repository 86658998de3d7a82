"""Words of the orders' screens that more than one of them says."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise

from tradewind.domains.orders.claims import SELLERS_REASONS
from tradewind.domains.orders.models import REASON_NAMES
from tradewind.domains.orders.rules import Stage

REASONS: Mapping[str, Promise | str] = {
    reason.value: REASON_NAMES[reason] for reason in SELLERS_REASONS
}
"""Why staff cancel; the code is kept in the order's history."""

STAGE_KINDS: Mapping[Stage, str] = {
    Stage.PAID: "accent",
    Stage.PARTLY_SHIPPED: "warning",
    Stage.DELIVERED: "success",
}
"""The badge of a stage; those not named here stay plain, so that what needs a hand stands out."""
