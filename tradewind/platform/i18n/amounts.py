"""Amounts and numbers as people type them, read so that nothing is ever guessed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from tradewind.kernel.money import BadAmount, Money
from tradewind.platform.i18n.formats import currency_symbol
from tradewind.platform.i18n.languages import locale_of

_MOST_DIGITS = 15


def read_amount(text: str, currency: str, language: str) -> Money:
    """``1,234.50`` in English, ``1 234,50`` in French, ``١٢٫٥`` in Arabic; with or without the
    currency's sign, never below zero. Raises `BadAmount`, as it does for more digits than the
    currency has and for a text that could mean two amounts (``1.234`` in French)."""
    # Right-to-left languages wrap signs in invisible marks, here once and there twice.
    sign = _visible(currency_symbol(currency, language))
    number = read_decimal(_visible(text).replace(sign, "").replace(currency, ""), language)
    if number is None:
        raise BadAmount(amount=text, currency=currency)
    return Money.of(number, currency)


def read_decimal(text: str, language: str) -> Decimal | None:
    """A number of at least zero, None for what is none or could mean two of them.

    A mark is the decimal point where the language writes it so, or where it can't part thousands:
    ``12,50`` is twelve and a half in English too.
    """
    digits = "".join(_plain(letter) for letter in text if not letter.isspace())
    if sum(letter.isdigit() for letter in digits) > _MOST_DIGITS:
        return None
    symbols = locale_of(language).number_symbols["latn"]
    point, group = re.escape(symbols["decimal"]), re.escape(symbols["group"])
    if re.fullmatch(rf"\d+(?:{point}\d+)?|\d{{1,3}}(?:{group}\d{{3}})+(?:{point}\d+)?", digits):
        whole = digits.replace(symbols["group"], "")
        return Decimal(whole.replace(symbols["decimal"], "."))
    if re.fullmatch(r"\d+[.,](?:\d{1,2}|\d{4,})", digits):
        return Decimal(digits.replace(",", "."))
    return None


def _visible(text: str) -> str:
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def _plain(letter: str) -> str:
    """Digits of any script as ours, and Arabic's own marks as those its digits are written with."""
    if letter in "٫٬":
        return "." if letter == "٫" else ","
    digit = unicodedata.decimal(letter, None)
    return letter if digit is None else str(digit)
