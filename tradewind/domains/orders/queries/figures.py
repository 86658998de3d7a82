"""What a store sold, by day and by channel, in the store's own days and currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection

from tradewind.domains.orders.rules import Stage
from tradewind.domains.pricing.queries import convert
from tradewind.domains.pricing.rules import RateMissing
from tradewind.kernel.money import Money, Rounding

# The outer bounds use the index on (store, placed_at); the zone decides within them.
_SOLD = """
SELECT (o.placed_at AT TIME ZONE %(zone)s)::date AS day, p.channel, o.currency,
       count(*), sum(o.total_minor)
FROM orders_order o JOIN orders_purchase p ON p.id = o.purchase_id
WHERE o.store_id = %(store)s AND o.stage <> %(cancelled)s
  AND o.placed_at >= (%(first)s::date)::timestamp AT TIME ZONE %(zone)s
  AND o.placed_at < (%(last)s::date + 1)::timestamp AT TIME ZONE %(zone)s
GROUP BY 1, 2, 3
"""


@dataclass(frozen=True, slots=True)
class Sold:
    """Orders and what shoppers paid for them, delivery and tax included."""

    orders: int
    amount: Money

    @classmethod
    def nothing(cls, currency: str) -> Sold:
        return cls(0, Money.zero(currency))

    @property
    def average(self) -> Money:
        """What an order came to, half-up; nothing where there was none."""
        if not self.orders:
            return self.amount
        return self.amount.times(Decimal(1) / self.orders, Rounding.HALF_UP)

    def plus(self, other: Sold) -> Sold:
        return Sold(self.orders + other.orders, self.amount + other.amount)


@dataclass(frozen=True, slots=True)
class Sales:
    """What was sold in a span of days, each row one day's sales through one channel.

    `unconverted` names currencies no rate is known for: their orders are counted nowhere.
    """

    currency: str
    first_day: date
    last_day: date
    rows: Sequence[tuple[date, str, Sold]]
    unconverted: Sequence[str]

    def between(self, first_day: date, last_day: date) -> Sold:
        """All that was sold from one day to another, both included."""
        whole = Sold.nothing(self.currency)
        for day, _channel, sold in self.rows:
            if first_day <= day <= last_day:
                whole = whole.plus(sold)
        return whole

    def by_day(self) -> list[tuple[date, Sold]]:
        """Every day of the span, oldest first."""
        days = (self.last_day - self.first_day).days + 1
        found = {
            self.first_day + timedelta(days=place): Sold.nothing(self.currency)
            for place in range(days)
        }
        for day, _channel, sold in self.rows:
            found[day] = found[day].plus(sold)
        return list(found.items())

    def by_channel(self, *, since: date) -> list[tuple[str, Sold]]:
        """The channels that sold since that day, the one that brought most first."""
        found: dict[str, Sold] = {}
        for day, channel, sold in self.rows:
            if day >= since:
                found[channel] = found.get(channel, Sold.nothing(self.currency)).plus(sold)
        return sorted(found.items(), key=lambda item: (-item[1].amount.minor, item[0]))


def sales(
    *, store_id: int, time_zone: str, currency: str, first_day: date, last_day: date
) -> Sales:
    """Sales of the days from `first_day` to `last_day` in `time_zone` (IANA), both included.

    Cancelled orders are left out. Amounts in other currencies are converted at the rate of the day
    they were sold, half-up a day, channel and currency. One statement, and the rates'.
    """
    rows: list[tuple[date, str, Sold]] = []
    unconverted: set[str] = set()
    for day, channel, unit, orders, minor in _rows(store_id, time_zone, first_day, last_day):
        try:
            amount = convert(amount=Money(int(minor), unit), currency=currency, on=day)
        except RateMissing:
            unconverted.add(unit)
            continue
        rows.append((day, channel, Sold(orders, amount)))
    return Sales(currency, first_day, last_day, rows, sorted(unconverted))


def _rows(
    store_id: int, zone: str, first_day: date, last_day: date
) -> list[tuple[date, str, str, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            _SOLD,
            {
                "store": store_id,
                "zone": zone,
                "cancelled": Stage.CANCELLED.value,
                "first": first_day,
                "last": last_day,
            },
        )
        rows: list[tuple[date, str, str, int, int]] = cursor.fetchall()
        return rows
