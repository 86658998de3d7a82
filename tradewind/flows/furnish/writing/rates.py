"""What currencies are worth."""

from __future__ import annotations

from datetime import date

from tradewind.domains.pricing.operations import record_rates
from tradewind.domains.pricing.rules import DayRate
from tradewind.flows.furnish.mall.shapes import Rates
from tradewind.kernel import clock

_SOURCE = "demo"


def write_rates(rates: Rates) -> None:
    """The demo's rates, good from the beginning of their year so that past sales have them too, and
    told once more today: nothing is converted for show by old ones."""
    days = sorted({date(rates.on.year, 1, 1), rates.on, clock.now().date()})
    record_rates(
        rows=[
            DayRate(base=rates.base, quote=quote, on=day, rate=rate)
            for day in days
            for quote, rate in rates.per_unit.items()
        ],
        source=_SOURCE,
    )
