"""What a promotion brought, by currency and by day; what went back is taken off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from tradewind.domains.promotions.models import Promotion, PromotionSale
from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Sums:
    """Orders that kept something, pieces it made cheaper, what it took off, what those orders brought
    and what of that was refunded: `revenue` is without it.
    """

    orders: int
    units: int
    discount: Money
    revenue: Money
    refunded: Money

    @property
    def average(self) -> Money:
        """Of an order, half-up to the minor unit."""
        if not self.orders:
            return Money.zero(self.revenue.currency)
        whole = (2 * self.revenue.minor + self.orders) // (2 * self.orders)
        return Money(whole, self.revenue.currency)


@dataclass(frozen=True, slots=True)
class DaySums:
    """The sums of one day of the issuer's clock."""

    day: date
    sums: Sums


@dataclass(frozen=True, slots=True)
class Figures:
    """One entry for each currency it was used in; `days` with sales, the latest first."""

    totals: Sequence[Sums]
    days: Sequence[DaySums]


def figures_of(*, promotion: Promotion, days: int = 60) -> Figures:
    """What it brought in all, and on each of the last `days` days with sales. Two statements."""
    rows = PromotionSale.objects.for_issuer(promotion.store_id).filter(promotion=promotion)
    by_day = _summed(rows.values("day", "currency")).order_by("-day", "currency")[:days]
    return Figures(
        totals=[_sums(row) for row in _summed(rows.values("currency")).order_by("currency")],
        days=[DaySums(row["day"], _sums(row)) for row in by_day],
    )


def _summed(rows: QuerySet[PromotionSale, Any]) -> QuerySet[PromotionSale, Any]:
    return rows.annotate(
        sold=Count("pk", filter=Q(is_kept=True)),
        pieces=Sum(F("units") - F("units_back")),
        off=Sum(F("discount_minor") - F("discount_back_minor")),
        brought=Sum(F("revenue_minor") - F("refunded_minor")),
        refunds=Sum("refunded_minor"),
    )


def _sums(row: Mapping[str, Any]) -> Sums:
    unit = row["currency"]
    return Sums(
        orders=row["sold"],
        units=row["pieces"],
        discount=Money(row["off"], unit),
        revenue=Money(row["brought"], unit),
        refunded=Money(row["refunds"], unit),
    )
