from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tradewind.domains.pricing.rules import RateMissing, RateTable, check_days, check_price
from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.money import Money

DAY = date(2026, 11, 20)
TABLE = RateTable(
    DAY, {("EUR", "CAD"): Decimal("1.6"), ("EUR", "KRW"): Decimal(1600), ("GBP", "JPY"): Decimal(2)}
)


def test_a_published_rate_its_inverse_and_itself() -> None:
    assert TABLE.rate("EUR", "CAD") == Decimal("1.6")
    assert TABLE.rate("CAD", "EUR") == Decimal("0.625")
    assert TABLE.rate("XAF", "XAF") == 1


def test_cross_rates_go_through_a_shared_pivot() -> None:
    assert TABLE.rate("CAD", "KRW") == 1000
    assert TABLE.rate("KRW", "CAD") == Decimal("0.001")


def test_no_rate_is_made_up() -> None:
    with pytest.raises(RateMissing) as raised:
        TABLE.rate("CAD", "JPY")
    assert raised.value.details == {"base": "CAD", "quote": "JPY", "on": DAY}


def test_a_price_is_not_negative_and_below_the_former_one() -> None:
    ten, twelve = Money(1000, "CAD"), Money(1200, "CAD")
    check_price(ten, twelve)
    check_price(Money(0, "CAD"), None)
    for amount, compare_at, fields in (
        (Money(-1, "CAD"), None, {"amount": "too_small"}),
        (ten, ten, {"compare_at": "too_small"}),
        (ten, Money(1200, "USD"), {"compare_at": "invalid"}),
    ):
        with pytest.raises(InvalidInput) as raised:
            check_price(amount, compare_at)
        assert raised.value.fields == fields


def test_dated_prices_need_days_in_order() -> None:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    check_days(now, None)
    check_days(None, now)
    check_days(now, now + timedelta(seconds=1))
    for starts_at, ends_at in ((None, None), (now, now)):
        with pytest.raises(InvalidInput):
            check_days(starts_at, ends_at)
