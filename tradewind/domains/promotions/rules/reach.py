"""Keys that bring promotions and baskets together without looking at every promotion.

A promotion carries the keys any of which a basket must have; the database overlaps the two arrays
by an index. Keys may say too much, never too little: what is found is checked in full afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable

from tradewind.domains.promotions.rules.basket import BasketLine
from tradewind.domains.promotions.rules.terms import RewardKind, Terms

EVERYWHERE = "*"


def reach_of(terms: Terms, store_id: int | None) -> list[str]:
    """The keys of a promotion of that store, or of the mall."""
    scope = terms.scope
    if terms.reward.kind is RewardKind.BUNDLE:
        # The rarest way in: no basket has a bundle without its first part.
        return sorted(f"p{product}" for product in terms.reward.parts[0].products)
    owner = "" if store_id is None else f"s{store_id}"
    keys = [
        *(f"p{product}" for product in scope.products),
        *(f"{owner}c{category}" for category in scope.categories),
        *(f"{owner}n{section}" for section in scope.sections),
        *(f"{owner}t{tag}" for tag in scope.tags),
        *(f"s{store}" for store in scope.stores if store_id in (None, store)),
    ]
    return sorted(keys) or [owner or EVERYWHERE]


def keys_of(lines: Iterable[BasketLine]) -> list[str]:
    """The keys of a basket."""
    keys = {EVERYWHERE}
    for line in lines:
        own = f"s{line.store_id}"
        keys |= {own, f"p{line.product_id}"}
        for mark, found in (
            ("c", line.category_ids),
            ("n", line.section_ids),
            ("t", line.tags),
        ):
            for one in found:
                keys |= {f"{mark}{one}", f"{own}{mark}{one}"}
    return sorted(keys)
