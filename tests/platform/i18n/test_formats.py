from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from babel.numbers import format_currency
from django.template import Context, Template
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from tradewind.kernel.clock import frozen_at
from tradewind.kernel.money import POINTS, Money, exponent
from tradewind.platform.i18n import formats, languages

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NBSP, NARROW, LRM, RLM = "\u00a0", "\u202f", "\u200e", "\u200f"


@pytest.mark.parametrize(
    ("language", "minor", "currency", "shown"),
    [
        ("en", 1250, "CAD", "CA$12.50"),
        ("en", 123456789, "USD", "$1,234,567.89"),
        ("en", -5, "CAD", "-CA$0.05"),
        ("en", 1234567, "KRW", "₩1,234,567"),
        ("en", 999, "VND", "₫999"),
        ("en", 123450, "MNT", f"MNT{NBSP}1,234.50"),
        ("en", 1250, "KWD", f"KWD{NBSP}1.250"),
        ("fr", 123450, "CAD", f"1{NARROW}234,50{NBSP}$CA"),
        ("fr", 0, "EUR", f"0,00{NBSP}€"),
        ("ar", 1250, "CAD", f"{RLM}12.50{NBSP}CA${LRM}"),
        ("ar", -1250, "CAD", f"{RLM}{LRM}-12.50{RLM}{NBSP}CA${LRM}"),
        ("ar", 1250, "EUR", f"{RLM}12.50{NBSP}€"),
        ("ko", 129_000, "KRW", "₩129,000"),
        ("ko", 123450, "CAD", "CA$1,234.50"),
        ("vi", 1_250_000, "VND", f"1.250.000{NBSP}₫"),
        ("vi", -123450, "USD", f"-1.234,50{NBSP}US$"),
        ("mn", 2_500_000, "MNT", f"25,000.00{NBSP}₮"),
        ("mn", -1250, "KWD", f"-1.250{NBSP}KWD"),
        ("en", 1250, POINTS, "1,250 points"),
        ("en", 1, POINTS, "1 point"),
    ],
)
def test_amounts(language: str, minor: int, currency: str, shown: str) -> None:
    assert formats.money(Money(minor, currency), language) == shown


@given(
    minor=st.integers(-(10**13), 10**13),
    currency=st.sampled_from(["CAD", "USD", "EUR", "KRW", "VND", "MNT", "KWD", "JPY"]),
    language=st.sampled_from(["en", "fr", "ar", "de", "hi", "ko", "vi"]),
)
def test_amounts_are_babels_but_for_the_space_after_a_code_and_marks(
    minor: int, currency: str, language: str
) -> None:
    locale = languages.locale_of(language)
    pattern = locale.currency_formats["standard"].pattern.replace(
        "0.00", "0." + "0" * exponent(currency) if exponent(currency) else "0"
    )
    money = Money(minor, currency)
    theirs = format_currency(money.amount, currency, pattern, locale=locale, currency_digits=False)
    ours = formats.money(money, language)
    assert _bare(ours) == _bare(theirs)


def _bare(text: str) -> str:
    return re.sub(f"[{NBSP}{LRM}{RLM}]", "", text)


def test_an_amount_without_its_currency() -> None:
    assert formats.amount(Money(-123450, "CAD"), "en") == "-1,234.50"
    assert formats.amount(Money(1234, "KRW"), "fr") == f"1{NARROW}234"


def test_numbers_and_shares() -> None:
    assert formats.number(1234567, "en") == "1,234,567"
    assert formats.percent(Decimal("0.125"), "en", digits=1) == "12.5%"
    assert formats.percent(Decimal("0.13"), "fr") == f"13{NBSP}%"
    assert formats.number(-3, "en") == "-3"
    assert formats.change(Decimal("0.42"), "en") == "+42%"
    assert formats.change(Decimal("-0.05"), "en") == "-5%"
    assert formats.change(Decimal(0), "en") == "0%"


def test_words_in_a_row() -> None:
    assert formats.listed(["Rust", "XL"], "en") == "Rust, XL"
    assert formats.listed(["صدئي", "XL"], "ar") == "صدئي، XL"


def test_a_sign_stays_before_its_digits_in_arabic() -> None:
    assert formats.number(-3, "ar") == f"{LRM}-3"
    assert formats.number(3, "ar") == "3"
    assert formats.amount(Money(-1250, "CAD"), "ar") == f"{LRM}-12.50"
    assert formats.percent(Decimal("-0.05"), "ar") == f"{LRM}-5%"
    assert formats.change(Decimal("0.42"), "ar") == f"{LRM}+42%"


def test_days() -> None:
    with frozen_at(NOON):
        assert formats.day(date(2026, 11, 24), "en") == "Tue 24 Nov"
        assert formats.day(date(2027, 1, 5), "en") == "Tue 5 Jan 2027"
        assert formats.day(date(2026, 11, 24), "fr") == "mar. 24 nov."
        assert formats.relative_day(date(2026, 11, 20), "en") == "today"
        assert formats.relative_day(date(2026, 11, 21), "en") == "tomorrow"
        assert formats.relative_day(date(2026, 11, 19), "en") == "yesterday"
        assert formats.relative_day(date(2026, 11, 22), "en") == "Sun 22 Nov"
    assert formats.long_date(date(2026, 11, 24), "en") == "24 November 2026"


@pytest.mark.parametrize(
    ("language", "day", "next_year", "long"),
    [
        ("ko", "11월 24일 (화)", "2027년 1월 5일 (화)", "2026년 11월 24일"),
        ("vi", "Th 3, 24 thg 11", "Th 3, 5 thg 1, 2027", "24 tháng 11, 2026"),
        ("mn", "11-р сарын 24 (Мя)", "2027 оны 1-р сарын 5 (Мя)", "2026 оны 11-р сарын 24"),
    ],
)
def test_days_far_away(language: str, day: str, next_year: str, long: str) -> None:
    with frozen_at(NOON):
        assert formats.day(date(2026, 11, 24), language) == day
        assert formats.day(date(2027, 1, 5), language) == next_year
    assert formats.long_date(date(2026, 11, 24), language) == long


def test_moments_are_in_the_readers_zone() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    with timezone.override("Asia/Seoul"), frozen_at(NOON):
        assert formats.day(late, "en") == "Sat 21 Nov"
        assert formats.moment(late, "fr") == "21 nov. 2026, 08:30"
        assert formats.moment(late, "ko") == "2026년 11월 21일 오전 8:30"
        assert formats.moment(late, "vi") == "08:30 21 thg 11, 2026"
        assert formats.moment(late, "mn") == f"2026{NARROW}оны 11-р сарын 21 08:30"
        assert formats.today() == date(2026, 11, 20)
    with timezone.override("Asia/Seoul"), frozen_at(late):
        assert formats.today() == date(2026, 11, 21)


def test_names_and_directions() -> None:
    assert [languages.own_name(code) for code in languages.languages()] == [
        "English",
        "français",
        "한국어",
        "Tiếng Việt",
        "монгол",
        "العربية",
    ]
    assert languages.country_name("DE", "fr") == "Allemagne"
    assert languages.country_name("QX", "fr") == "QX"
    assert languages.currency_name("KRW", "en") == "South Korean Won"
    assert (languages.direction("ar"), languages.direction("fr")) == ("rtl", "ltr")


def test_the_template_library_isolates_what_it_shows() -> None:
    template = Template("{% load tw %}{{ m|money }} {{ n|money }}{{ c|country_name }}")
    context = {"m": Money(1250, "CAD"), "n": None, "c": "CA"}
    with translation.override("ar"):
        assert template.render(Context(context)) == (f"<bdi>{RLM}12.50{NBSP}CA${LRM}</bdi> كندا")


def test_text_bodies_have_no_markup() -> None:
    template = Template("{% load tw %}{{ m|money }}")
    shown = template.render(Context({"m": Money(1250, "CAD")}, autoescape=False))
    assert shown == "CA$12.50"
