"""What others may ask about tax."""

from __future__ import annotations

import time
from collections import defaultdict
from datetime import date
from functools import lru_cache

from django.db.models import Q

from tradewind.domains.tax.models import TaxRule
from tradewind.domains.tax.rules import Rate, RateBook

_TTL_SECONDS = 60


def rates_on(*, day: date) -> RateBook:
    """Every tax rate of `day`; remembered in the process for at most 60 s."""
    return _rates_on(day, int(time.monotonic() // _TTL_SECONDS))


def forget_rates() -> None:
    """Read the rules anew at the next question."""
    _rates_on.cache_clear()


@lru_cache(maxsize=16)
def _rates_on(day: date, _minute: int) -> RateBook:
    # A new minute is another key and so misses the cache, which makes the time to live.
    rates: dict[str, list[Rate]] = defaultdict(list)
    in_force = TaxRule.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day
    ).order_by("country", "region", "id")
    for rule in in_force:
        code = f"{rule.country}-{rule.region}" if rule.region else rule.country
        rates[code].append(
            Rate(
                name=rule.name,
                rate=rule.rate.normalize(),
                category=rule.category,
                on_shipping=rule.on_shipping,
            )
        )
    return RateBook(dict(rates))
