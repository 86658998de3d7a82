"""Prices told in other money: rounded by its minor unit, from fresh rates, and never charged."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.factories.pricing import make_rates
from tradewind.domains.pricing.queries import find_display, offered_currencies, shown_currencies
from tradewind.domains.pricing.rules import STALE_AFTER, Display, RateTable
from tradewind.kernel.money import Money, exponent

DAY = date(2026, 11, 20)


def display(shown: str, rate: str, *, is_fresh: bool = True) -> Display:
    return Display(
        charged="CAD", shown=shown, rate=Decimal(rate), on=DAY, source="ECB", is_fresh=is_fresh
    )


@pytest.mark.parametrize(
    ("shown", "rate", "minor"),
    [
        ("KRW", "1048.6", 13108),  # 13107.5, and no half won
        ("VND", "18945", 236813),  # 236812.5
        ("MNT", "2579.4", 3224250),  # möngö: two digits, 32242.50
        ("EUR", "0.619", 774),  # 7.7375
        ("JPY", "110.9", 1386),  # 1386.25
    ],
)
def test_it_is_rounded_by_the_minor_unit(shown: str, rate: str, minor: int) -> None:
    told = display(shown, rate).about(Money.of("12.50", "CAD"))
    assert told == Money(minor, shown)


def test_an_old_rate_converts_nothing_and_foreign_money_is_refused() -> None:
    assert display("KRW", "1000", is_fresh=False).about(Money(1000, "CAD")) is None
    assert display("KRW", "1000").about(None) is None
    with pytest.raises(ValueError, match="USD is not CAD"):
        display("KRW", "1000").about(Money(1000, "USD"))


@given(
    minor=st.integers(0, 10**9),
    rate=st.decimals("0.0001", "30000", places=4),
    shown=st.sampled_from(["KRW", "VND", "MNT", "EUR", "JPY"]),
)
def test_it_is_never_further_off_than_half_a_minor_unit(
    minor: int, rate: Decimal, shown: str
) -> None:
    amount = Money(minor, "CAD")
    told = display(shown, str(rate)).about(amount)
    assert told is not None
    exact = (amount.amount * rate).scaleb(exponent(shown))
    assert abs(Decimal(told.minor) - exact) <= Decimal("0.5")


def test_who_published_a_rate_and_when() -> None:
    table = RateTable(
        DAY,
        {("EUR", "CAD"): Decimal("1.6"), ("EUR", "KRW"): Decimal(1600)},
        days={("EUR", "CAD"): DAY, ("EUR", "KRW"): DAY - timedelta(days=2)},
        sources={("EUR", "CAD"): "ECB", ("EUR", "KRW"): "BOK"},
    )
    assert table.source_of("EUR", "CAD") == "ECB"
    assert table.source_of("CAD", "KRW") == "ECB, BOK"
    assert table.day_of("CAD", "KRW") == DAY - timedelta(days=2)
    assert table.source_of("CAD", "GBP") == ""


@pytest.mark.django_db
def test_what_nobody_charges_in_can_be_shown_and_only_with_a_rate() -> None:
    make_rates(on=DAY, source="ECB", CAD="1.6", GBP="0.85", JPY="160")
    assert shown_currencies(day=DAY) == ("CAD", "EUR", "GBP", "JPY")
    assert "GBP" not in offered_currencies(day=DAY)
    found = find_display(charged="CAD", shown="GBP", day=DAY)
    assert found is not None
    assert (found.rate, found.on, found.source) == (Decimal("0.53125"), DAY, "ECB")
    assert find_display(charged="CAD", shown="CAD", day=DAY) is None
    assert find_display(charged="CAD", shown="KRW", day=DAY) is None


@pytest.mark.django_db
def test_a_rate_older_than_a_long_weekend_is_not_fresh() -> None:
    make_rates(on=DAY, source="ECB", CAD="1.6")
    for age, is_fresh in ((STALE_AFTER, True), (STALE_AFTER + timedelta(days=1), False)):
        found = find_display(charged="CAD", shown="EUR", day=DAY + age)
        assert found is not None
        assert found.is_fresh is is_fresh
