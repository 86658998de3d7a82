"""What promotions do in the background."""

from __future__ import annotations

from tradewind.domains.promotions.telling import tell_next
from tradewind.platform.jobs import job


@job(queue="mail")
def tell_of_gifts(*, promotion_id: str) -> None:
    """Tell everybody who was given it and was not told yet."""
    while tell_next(promotion_id=promotion_id):
        pass
