from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.kernel.money import (
    BadAmount,
    CurrencyMismatch,
    Money,
    Rounding,
    exponent,
    total,
)

CURRENCIES = st.sampled_from(["CAD", "USD", "EUR", "KRW", "VND", "MNT", "KWD", "PTS"])
MINORS = st.integers(-(10**15), 10**15)
AMOUNTS = st.builds(Money, MINORS, CURRENCIES)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any)
RATES = st.decimals("0.0000000001", "99999", places=10)


@given(AMOUNTS, WEIGHTS)
def test_allocated_parts_sum_to_the_whole(amount: Money, weights: list[int]) -> None:
    parts = amount.allocate(weights)
    assert len(parts) == len(weights)
    assert total(parts, amount.currency) == amount


@given(AMOUNTS, WEIGHTS)
def test_each_part_is_within_one_unit_of_its_exact_share(amount: Money, weights: list[int]) -> None:
    for part, weight in zip(amount.allocate(weights), weights, strict=True):
        exact = Fraction(amount.minor * weight, sum(weights))
        assert abs(part.minor - exact) < 1
        if weight == 0:
            assert part.minor == 0


@given(AMOUNTS, WEIGHTS)
def test_a_negative_amount_splits_as_its_mirror_image(amount: Money, weights: list[int]) -> None:
    assert (-amount).allocate(weights) == [-part for part in amount.allocate(weights)]


@given(AMOUNTS, WEIGHTS, st.integers(1, 1000))
def test_only_the_proportion_of_weights_counts(
    amount: Money, weights: list[int], factor: int
) -> None:
    assert amount.allocate([w * factor for w in weights]) == amount.allocate(weights)


def test_units_left_over_go_to_the_largest_fractions_ties_to_the_earlier() -> None:
    assert Money(100, "CAD").allocate([1, 1, 1]) == [
        Money(34, "CAD"),
        Money(33, "CAD"),
        Money(33, "CAD"),
    ]
    assert Money(10, "KRW").allocate([15, 85]) == [Money(2, "KRW"), Money(8, "KRW")]
    assert Money(7, "CAD").allocate([0, 3, 0]) == [
        Money(0, "CAD"),
        Money(7, "CAD"),
        Money(0, "CAD"),
    ]


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_impossible_weights_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Money(1, "CAD").allocate(weights)


@given(AMOUNTS)
def test_what_is_written_is_read_back(amount: Money) -> None:
    assert Money.of(amount.amount, amount.currency) == amount
    assert Money.of(str(amount.amount), amount.currency) == amount
    assert str(amount) == f"{amount.amount} {amount.currency}"


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("12.50", "CAD", 1250), ("12.5", "CAD", 1250), ("1.234", "KWD", 1234), ("-3", "KRW", -3)],
)
def test_amounts_are_read_in_their_currency(text: str, currency: str, minor: int) -> None:
    assert Money.of(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("12.505", "CAD"),
        ("1.5", "KRW"),
        ("twelve", "CAD"),
        ("", "CAD"),
        ("NaN", "CAD"),
        ("Infinity", "CAD"),
        ("-Infinity", "CAD"),
        ("1,50", "CAD"),
        ("0.001", "VND"),
    ],
)
def test_what_is_no_amount_is_refused_not_rounded(text: str, currency: str) -> None:
    with pytest.raises(BadAmount):
        Money.of(text, currency)


@pytest.mark.parametrize("minor", [1.0, True, "1", Decimal(1), None])
def test_minor_units_are_whole_numbers(minor: object) -> None:
    with pytest.raises(BadAmount):
        Money(minor, "CAD")  # type: ignore[arg-type]


@given(AMOUNTS, RATES, CURRENCIES)
def test_conversion_is_within_half_a_minor_unit(
    amount: Money, rate: Decimal, currency: str
) -> None:
    told = amount.converted(currency, rate, Rounding.HALF_UP)
    exact = (
        Fraction(amount.minor)
        * Fraction(rate)
        * Fraction(10) ** (exponent(currency) - exponent(amount.currency))
    )
    assert told.currency == currency
    assert abs(told.minor - exact) <= Fraction(1, 2)


@given(AMOUNTS, RATES, CURRENCIES)
def test_conversion_mirrors_the_sign(amount: Money, rate: Decimal, currency: str) -> None:
    told = amount.converted(currency, rate, Rounding.HALF_UP)
    assert (-amount).converted(currency, rate, Rounding.HALF_UP) == -told


@pytest.mark.parametrize(
    ("rounding", "expected"),
    [
        (Rounding.HALF_UP, [2, 3, -2]),
        (Rounding.HALF_EVEN, [2, 2, -2]),
        (Rounding.DOWN, [1, 2, -1]),
        (Rounding.UP, [2, 3, -2]),
    ],
)
def test_rounding_is_what_was_said(rounding: Rounding, expected: list[int]) -> None:
    half = Decimal("0.5")
    assert [Money(minor, "CAD").times(half, rounding).minor for minor in (3, 5, -3)] == expected


def test_conversion_between_exponents() -> None:
    assert Money(1000, "CAD").converted("KRW", Decimal("987.65"), Rounding.HALF_UP) == Money(
        9877, "KRW"
    )
    assert Money(9877, "KRW").converted("KWD", Decimal("0.00023"), Rounding.HALF_UP) == Money(
        2272, "KWD"
    )


@given(MINORS, MINORS, CURRENCIES)
def test_sums_and_order_are_those_of_minor_units(left: int, right: int, currency: str) -> None:
    a, b = Money(left, currency), Money(right, currency)
    assert a + b == Money(left + right, currency)
    assert a - b == Money(left - right, currency)
    assert (a < b) is (left < right)
    assert (a >= b) is (left >= right)
    assert bool(a) is (left != 0)
    assert a * 3 == 3 * a == a + a + a


def test_currencies_never_mix() -> None:
    cad, usd = Money(1, "CAD"), Money(1, "USD")
    for meet in (
        lambda: cad + usd,
        lambda: cad - usd,
        lambda: cad < usd,
        lambda: total([cad, usd], "CAD"),
    ):
        with pytest.raises(CurrencyMismatch):
            meet()
    assert cad != usd


def test_nothing_sums_to_zero_of_its_currency() -> None:
    assert total([], "VND") == Money.zero("VND")
