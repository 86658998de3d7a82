"""Where something may be sold: pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tradewind.domains.shipping.rules import specificity
from tradewind.kernel.errors import TradewindError
from tradewind.kernel.place import Place


class Kind(StrEnum):
    """How the places of a restriction are meant."""

    ONLY = "only"
    NEVER = "never"


class RestrictionTaken(TradewindError):
    """What this restriction is about has one of the same kind already."""

    code = "availability_taken"


class AlreadySoldHere(TradewindError):
    """Nothing to wait for: the product is delivered there now."""

    code = "availability_sold_here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """A rule of one store. What is None or empty takes everything in: a rule with neither product
    nor variant nor category is about all the store sells. `category` takes in those below it.
    """

    kind: Kind
    places: Sequence[str]
    reason: str = ""
    product_id: int | None = None
    variant_id: int | None = None
    category_id: int | None = None

    def touches(
        self, *, product_id: int, variant_id: int | None, categories: Collection[int]
    ) -> bool:
        """Whether the rule is about that. Of a product as a whole (`variant_id` None), rules about
        one of its variants are not: another may still be bought."""
        return (
            self.product_id in (None, product_id)
            and self.variant_id in (None, variant_id)
            and (self.category_id is None or self.category_id in categories)
        )

    def forbids(self, place: Place) -> bool:
        """Whether nothing it is about may be sold to `place`."""
        is_named = specificity(self.places, place) is not None
        return is_named if self.kind is Kind.NEVER else not is_named


def barred(restrictions: Iterable[Restriction], place: Place) -> Restriction | None:
    """The first that forbids selling there; every restriction has to allow it."""
    return next((rule for rule in restrictions if rule.forbids(place)), None)
