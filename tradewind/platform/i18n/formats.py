"""Numbers, money and time as the reader's language writes them (CLDR, through Babel).

Babel formats an amount in about 30 µs, too slow for a page of prices; so its answer for a locale
and currency is taken apart once and put together here, and results are remembered. Digits are
Western in every language, as Arabic shops write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from functools import cache, lru_cache

from babel.dates import format_date, format_skeleton, format_time, get_datetime_format
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from tradewind.kernel import clock
from tradewind.kernel.money import POINTS, Money, exponent
from tradewind.platform.i18n.languages import current, direction, locale_of

# CLDR's plain English is American; the mall's English puts the day before the month.
_DATE_LOCALES = {"en": "en-001"}
# CLDR's Mongolian names months in words and ends a date with a bare "Мя"; its Korean says AM and PM
# in English. These are what people there write.
_DAY_PATTERNS = {
    "en": ("EEE d MMM", "EEE d MMM y"),
    "mn": ("M-р 'сарын' d (EEE)", "y 'оны' M-р 'сарын' d (EEE)"),
}
_LONG_PATTERNS = {"mn": "y 'оны' M-р 'сарын' d"}
_TIME_PATTERNS = {"ko": "aaaa h:mm"}
# Mongolian writes 25,000 ₮; CLDR puts the sign first.
_MONEY_PATTERNS = {"mn": "#,##0.00\u00a0¤"}
# Unicode's invisible marks. In a right-to-left sentence a minus before digits and the $ of CA$ go
# to the wrong side, unless they stand next to a letter (or a mark) of their own direction.
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"


def money(value: Money, language: str | None = None) -> str:
    """``CA$1,234.50``, ``1 234,50 $CA``, ``₩1,235``: always the currency's own number of digits.

    Mileage (`PTS`) reads ``1,250 points``.
    """
    return _money(value.minor, value.currency, language or current())


def amount(value: Money, language: str | None = None) -> str:
    """The amount without its currency, for columns whose heading names it: ``1,234.50``."""
    return _amount(value.minor, exponent(value.currency), language or current())


def currency_symbol(currency: str, language: str | None = None) -> str:
    """``CA$``, ``₩``; the code where the language has no sign for it."""
    symbols = locale_of(language or current()).currency_symbols
    found: str = symbols.get(currency, currency)
    return found


@lru_cache(maxsize=8192)
def _number(value: Decimal | int | float, language: str) -> str:
    return _signed(format_decimal(value, locale=locale_of(language)), language)


def number(value: Decimal | int | float, language: str | None = None) -> str:
    """A plain number, grouped, at most three digits after the point."""
    return _number(value, language or current())


def percent(fraction: Decimal | float, language: str | None = None, *, digits: int = 0) -> str:
    """``0.13`` → ``13%``, with one digit ``0.125`` → ``12.5%``; halves go to the even digit."""
    pattern = "#,##0." + "#" * digits if digits else "#,##0"
    language = language or current()
    locale = locale_of(language)
    shape = locale.percent_formats[None].pattern
    text = format_percent(fraction, shape.replace("#,##0", pattern), locale=locale)
    return _signed(text, language)


def change(fraction: Decimal | float, language: str | None = None) -> str:
    """How much more or less something became: ``+42%``, ``-5%``."""
    text = percent(fraction, language)
    return _signed(f"+{text}", language or current()) if fraction > 0 else text


def listed(parts: Iterable[str], language: str | None = None) -> str:
    """Words one after another: ``Rust, XL``. Arabic has a comma of its own."""
    is_arabic_script = direction(language or current()) == "rtl"
    return ("، " if is_arabic_script else ", ").join(parts)


def day(value: date, language: str | None = None) -> str:
    """A day by weekday, with the year when it isn't this one: ``Tue 24 Nov``.

    A datetime is taken in the reader's zone.
    """
    on = _local_date(value)
    return _day(on, on.year != today().year, language or current())


def relative_day(value: date, language: str | None = None) -> str:
    """``today``, ``tomorrow``, ``yesterday``, else as `day`; fits after “arrives”."""
    on = _local_date(value)
    language = language or current()
    with override(language):
        match (on - today()).days:
            case 0:
                return gettext("today")
            case 1:
                return gettext("tomorrow")
            case -1:
                return gettext("yesterday")
    return day(on, language)


def long_date(value: date, language: str | None = None) -> str:
    """A date in full: ``24 November 2026``."""
    language = language or current()
    pattern = _LONG_PATTERNS.get(language, "long")
    return format_date(_local_date(value), pattern, locale=_date_locale(language))


def moment(value: datetime, language: str | None = None) -> str:
    """Day and time in the reader's zone: ``24 Nov 2026, 14:05``."""
    locale = _date_locale(language or current())
    on = format_skeleton("yMMMd", _local_date(value), locale=locale)
    joined = str(get_datetime_format("medium", locale=locale))
    return joined.replace("{0}", time_of_day(value, language)).replace("{1}", on)


def time_of_day(value: datetime, language: str | None = None) -> str:
    """The time in the reader's zone, without seconds: ``14:05``."""
    language = language or current()
    pattern = _TIME_PATTERNS.get(language, "short")
    return format_time(value, pattern, tzinfo=_zone(), locale=_date_locale(language))


def today() -> date:
    """The present day in the reader's zone."""
    return clock.now().astimezone(_zone()).date()


def _zone() -> tzinfo:
    return timezone.get_current_timezone()


def _local_date(value: date) -> date:
    return value.astimezone(_zone()).date() if isinstance(value, datetime) else value


@cache
def _date_locale(language: str) -> str:
    return str(locale_of(_DATE_LOCALES.get(language, language)))


@lru_cache(maxsize=4096)
def _day(on: date, with_year: bool, language: str) -> str:
    locale = _date_locale(language)
    if language in _DAY_PATTERNS:
        return format_date(on, _DAY_PATTERNS[language][with_year], locale=locale)
    return format_skeleton("yMMMEd" if with_year else "MMMEd", on, locale=locale)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What stands around a positive and a negative number, and what parts its digits."""

    before: str
    after: str
    before_negative: str
    after_negative: str


@cache
def _shape(language: str, currency: str) -> _Shape:
    locale = locale_of(language)
    theirs = locale.currency_formats["standard"].pattern
    pattern = re.sub(r"#[#,]*0\.00", "0", _MONEY_PATTERNS.get(language, theirs))

    def around(value: int) -> list[str]:
        return format_currency(
            value, currency, pattern, locale=locale, currency_digits=False
        ).split("1")

    (before, after), (before_negative, after_negative) = around(1), around(-1)
    if direction(language) == "rtl":
        if re.search(r"[A-Za-z]\W$", after):
            after, after_negative = after + _LEFT_TO_RIGHT, after_negative + _LEFT_TO_RIGHT
        before_negative = before_negative.replace("-", f"{_LEFT_TO_RIGHT}-")
        after_negative = _RIGHT_TO_LEFT + after_negative
    return _Shape(_spaced(before), after, _spaced(before_negative), after_negative)


def _signed(text: str, language: str) -> str:
    is_turned = text[0] in "+-" and direction(language) == "rtl"
    return _LEFT_TO_RIGHT + text if is_turned else text


def _spaced(before: str) -> str:
    # CLDR's currencySpacing, which Babel leaves out: a code of letters stands off the digits.
    return before + "\u00a0" if before and before[-1].isalpha() else before


@lru_cache(maxsize=65536)
def _money(minor: int, currency: str, language: str) -> str:
    if currency == POINTS:
        with override(language):
            return ngettext("%(count)s point", "%(count)s points", abs(minor)) % {
                "count": _amount(minor, 0, language)
            }
    shape = _shape(language, currency)
    digits = _digits(abs(minor), exponent(currency), language)
    if minor < 0:
        return f"{shape.before_negative}{digits}{shape.after_negative}"
    return f"{shape.before}{digits}{shape.after}"


@lru_cache(maxsize=8192)
def _amount(minor: int, places: int, language: str) -> str:
    digits = _digits(abs(minor), places, language)
    return _signed(f"{_separators(language)[2]}{digits}", language) if minor < 0 else digits


def _digits(minor: int, places: int, language: str) -> str:
    """`minor` units written with `places` decimals in the groups of `language`."""
    point, separator, _, (first, rest) = _separators(language)
    text = str(minor).rjust(places + 1, "0")
    whole, fraction = (text[:-places], text[-places:]) if places else (text, "")
    groups: list[str] = []
    size = first
    while len(whole) > size:
        whole, group = whole[:-size], whole[-size:]
        groups.insert(0, group)
        size = rest
    grouped = separator.join([whole, *groups])
    return f"{grouped}{point}{fraction}" if places else grouped


@cache
def _separators(language: str) -> tuple[str, str, str, tuple[int, int]]:
    locale = locale_of(language)
    symbols = locale.number_symbols["latn"]
    return (
        symbols["decimal"],
        symbols["group"],
        symbols["minusSign"],
        locale.currency_formats["standard"].grouping,
    )
