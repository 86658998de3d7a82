"""Amounts as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.kernel.money import BadAmount, Money
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.amounts import read_amount, read_decimal


@pytest.mark.parametrize(
    ("text", "language", "currency", "minor"),
    [
        ("12.50", "en", "CAD", 1250),
        ("12,50", "en", "CAD", 1250),
        ("1,234", "en", "CAD", 123400),
        ("1,234,567.8", "en", "CAD", 123456780),
        (" CA$ 1,200.00 ", "en", "CAD", 120000),
        ("1 234,50", "fr", "EUR", 123450),
        ("1\u202f234,50\u00a0€", "fr", "EUR", 123450),
        ("12.5", "fr", "EUR", 1250),
        ("١٢٫٥", "ar", "CAD", 1250),
        ("35,000", "en", "KRW", 35000),
        ("1.234", "en", "KWD", 1234),
        ("0", "en", "CAD", 0),
    ],
)
def test_it_is_read_as_the_language_writes_it(
    text: str, language: str, currency: str, minor: int
) -> None:
    assert read_amount(text, currency, language) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "language", "currency"),
    [
        ("12.345", "en", "CAD"),
        ("1.234", "fr", "EUR"),
        ("1,23,456", "en", "CAD"),
        ("12,345,6", "en", "CAD"),
        ("-5", "en", "CAD"),
        ("1e5", "en", "CAD"),
        ("12.5", "en", "KRW"),
        ("twelve", "en", "CAD"),
        ("", "en", "CAD"),
        ("NaN", "en", "CAD"),
        ("9" * 16, "en", "CAD"),
    ],
)
def test_what_could_be_another_amount_is_refused(text: str, language: str, currency: str) -> None:
    with pytest.raises(BadAmount):
        read_amount(text, currency, language)


@given(
    minor=st.integers(0, 10**14),
    currency=st.sampled_from(["CAD", "EUR", "KRW", "KWD", "VND"]),
    language=st.sampled_from(["en", "fr", "ar"]),
)
def test_what_we_write_is_read_back(minor: int, currency: str, language: str) -> None:
    amount = Money(minor, currency)
    assert read_amount(formats.amount(amount, language), currency, language) == amount
    assert read_amount(formats.money(amount, language), currency, language) == amount


@given(st.text(max_size=12))
def test_no_text_is_more_than_refused(text: str) -> None:
    found = read_decimal(text, "en")
    assert found is None or found >= 0
