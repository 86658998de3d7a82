"""Prices and rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.pricing import operations
from tradewind.domains.pricing.rules import DayRate
from tradewind.kernel.money import Money


def make_price(
    *,
    variant: Variant,
    amount: str = "10.00",
    currency: str = "CAD",
    compare_at: str | None = None,
) -> Money:
    """A lasting price, ``make_price(variant=…, amount="12.50", currency="EUR")``."""
    price = Money.of(amount, currency)
    operations.set_price(
        store_id=variant.store_id,
        variant_id=variant.pk,
        amount=price,
        compare_at=None if compare_at is None else Money.of(compare_at, currency),
    )
    return price


def make_rates(
    *, base: str = "EUR", on: date = date(2026, 1, 1), source: str = "test", **rates: str
) -> None:
    """``make_rates(CAD="1.5", USD="1.1")``: units of each for one `base`."""
    operations.record_rates(
        rows=[
            DayRate(base=base, quote=quote, on=on, rate=Decimal(rate))
            for quote, rate in rates.items()
        ],
        source=source,
    )
