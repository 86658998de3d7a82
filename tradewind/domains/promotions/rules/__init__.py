"""What promotions decide. Pure; no Django.

`apply` is the question; `terms` what a promotion says; `resolving` how the best combination is found.
"""

from tradewind.domains.promotions.rules.basket import (
    Basket,
    BasketLine,
    How,
    Offer,
    Shopper,
    normal_code,
)
from tradewind.domains.promotions.rules.checking import check_terms
from tradewind.domains.promotions.rules.outcome import (
    Applied,
    Discount,
    NearMiss,
    Outcome,
    Refusal,
    nothing,
)
from tradewind.domains.promotions.rules.pricing import apply
from tradewind.domains.promotions.rules.reach import keys_of, reach_of
from tradewind.domains.promotions.rules.terms import (
    BundlePart,
    Conditions,
    Layer,
    Reward,
    RewardKind,
    Scope,
    Stacking,
    Terms,
    Tier,
    TierBy,
    read_terms,
    read_terms_json,
    write_terms,
)

__all__ = [
    "Applied",
    "Basket",
    "BasketLine",
    "BundlePart",
    "Conditions",
    "Discount",
    "How",
    "Layer",
    "NearMiss",
    "Offer",
    "Outcome",
    "Refusal",
    "Reward",
    "RewardKind",
    "Scope",
    "Shopper",
    "Stacking",
    "Terms",
    "Tier",
    "TierBy",
    "apply",
    "check_terms",
    "keys_of",
    "normal_code",
    "nothing",
    "reach_of",
    "read_terms",
    "read_terms_json",
    "write_terms",
]
