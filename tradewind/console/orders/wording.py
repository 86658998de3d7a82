"""Words of the orders' screens that more than one of them says."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tradewind.domains.orders.rules import Stage

REASONS: Mapping[str, Promise | str] = {
    "out_of_stock": _("We do not have it after all"),
    "customer_asked": _("The customer asked for it"),
    "address_problem": _("We can't deliver to this address"),
    "suspected_fraud": _("The order does not look right"),
    "other": _("Another reason"),
}
"""Why staff cancel; the code is kept in the order's history."""

STAGE_KINDS: Mapping[Stage, str] = {
    Stage.PAID: "accent",
    Stage.PARTLY_SHIPPED: "warning",
    Stage.DELIVERED: "success",
}
"""The badge of a stage; those not named here stay plain, so that what needs a hand stands out."""
