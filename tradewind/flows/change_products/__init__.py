"""One change for many products: looked at before it is done, and taken back afterwards.

`plan_change` says what would become of each, `carry_out` does it, `take_back` undoes it. What can't
be taken back: what somebody changed again since, which is left as they want it and counted.
"""

from tradewind.flows.change_products.doing import (
    Carried,
    ChangeGone,
    PlanOutdated,
    carry_out,
    take_back,
)
from tradewind.flows.change_products.planning import (
    MOST_PRODUCTS,
    Change,
    ChangeKind,
    Plan,
    PlannedRow,
    plan_change,
)

__all__ = [
    "MOST_PRODUCTS",
    "Carried",
    "Change",
    "ChangeGone",
    "ChangeKind",
    "Plan",
    "PlanOutdated",
    "PlannedRow",
    "carry_out",
    "plan_change",
    "take_back",
]
