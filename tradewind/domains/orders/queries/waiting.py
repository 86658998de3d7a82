"""What of a store's orders waits for its people, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q

from tradewind.domains.orders.models import Order
from tradewind.domains.orders.rules import TO_DO, Stage


@dataclass(frozen=True, slots=True)
class Waiting:
    """Orders of one stage: how many, since when the first of them, how many past their promise."""

    orders: int = 0
    oldest_at: datetime | None = None
    late: int = 0


def waiting_orders(*, store_id: int, today: date) -> Mapping[Stage, Waiting]:
    """What the seller still has to pack, by stage; `today` is the store's. One statement."""
    counted = (
        Order.objects.for_store(store_id)
        .filter(stage__in=TO_DO)
        .order_by()
        .values_list("stage")
        .annotate(
            orders=Count("pk"),
            oldest_at=Min("placed_at"),
            late=Count("pk", filter=Q(promised_until__lt=today)),
        )
    )
    found = {Stage(stage): Waiting(*rest) for stage, *rest in counted}
    return {stage: found.get(stage, Waiting()) for stage in TO_DO}
