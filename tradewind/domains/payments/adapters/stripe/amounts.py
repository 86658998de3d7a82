"""Stripe's minor units, which are ISO 4217's but for a few.

https://docs.stripe.com/currencies#zero-decimal
"""

from __future__ import annotations

from tradewind.kernel.money import Money

# Without decimals by ISO 4217, yet counted in hundredths by Stripe.
_IN_HUNDREDTHS = frozenset({"ISK", "UGX"})
# Ariary are counted whole by Stripe, and three decimals must end in 0: neither is offered.
_NOT_OFFERED = frozenset({"MGA", "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND", "PTS"})
# The least Stripe charges, in its minor units, for settlement in that currency; others 50.
_LEAST = {"JPY": 50, "KRW": 100, "VND": 15_000, "GBP": 30, "HKD": 400, "MXN": 1_000}


def is_offered(amount: Money) -> bool:
    """Whether Stripe can charge so much."""
    currency = amount.currency
    return currency not in _NOT_OFFERED and to_stripe(amount) >= _LEAST.get(currency, 50)


def to_stripe(amount: Money) -> int:
    """`amount` as Stripe counts it."""
    return amount.minor * (100 if amount.currency in _IN_HUNDREDTHS else 1)


def from_stripe(minor: int, currency: str) -> Money:
    """An amount of Stripe's; currencies come in lower case."""
    unit = currency.upper()
    return Money(minor // 100 if unit in _IN_HUNDREDTHS else minor, unit)
