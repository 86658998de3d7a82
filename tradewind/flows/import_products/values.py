"""Cells as values. A cell is what its format gives: a text, a number, a date, a list."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from typing import Any

from tradewind.domains.pricing.rules import MOST_FROM, Step
from tradewind.kernel.money import BadAmount, Money, exponent

_TRUE = frozenset(
    [
        "true",
        "yes",
        "y",
        "1",
        "on",
        "oui",
        "ja",
        "si",
        "sí",
        "예",
        "có",
        "тийм",
        "да",
        "نعم",
        "wahr",
        "vrai",
    ]
)
_FALSE = frozenset(
    [
        "false",
        "no",
        "n",
        "0",
        "off",
        "non",
        "nein",
        "아니요",
        "không",
        "үгүй",
        "нет",
        "لا",
        "falsch",
        "faux",
    ]
)
_AMOUNT = re.compile(r"-?\d[\d.,'  ]*\Z")
_ORDINARY_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.")
_TAG = re.compile(r"</?(?:p|br|div|ul|ol|li|span|strong|b|em|i|h[1-6]|table|tr|td|a|meta)\b", re.I)
_ESCAPED = ("'=", "'+", "'-", "'@", "'\t", "'\r")
_MOST = 2_000_000_000
_MOST_MINOR = 10**15


class BadValue(ValueError):
    """A cell that can't mean what its column means; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_text(value: Any) -> str:
    """A text without spaces around it; whole numbers without a decimal point. Raises `BadValue`."""
    if isinstance(value, str):
        text = value.strip()
        # What an export of ours put before a cell that a spreadsheet would have run.
        text = text[1:] if text.startswith(_ESCAPED) else text
    elif value is None:
        text = ""
    elif isinstance(value, float) and value.is_integer():
        text = str(int(value))
    elif isinstance(value, bool | int | float | Decimal):
        text = str(value)
    else:
        raise BadValue("invalid")
    if "\x00" in text:
        raise BadValue("invalid")
    return text


def read_prose(value: Any) -> str:
    """A longer text; HTML becomes plain paragraphs."""
    text = read_text(value)
    if not _TAG.search(text):
        return text
    parser = _Prose()
    parser.feed(text)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def read_number(value: Any) -> Decimal:
    """A number as people of any country write it. Raises `BadValue`."""
    if isinstance(value, bool):
        raise BadValue("invalid")
    if isinstance(value, int | float):
        return Decimal(str(value))
    return _decimal(read_text(value), digits=2)


def read_whole(value: Any, *, most: int = _MOST) -> int:
    """A whole number from 0 to `most`. Raises `BadValue`."""
    number = read_number(value)
    if not number.is_finite() or number != number.to_integral_value():
        raise BadValue("invalid")
    if number < 0:
        raise BadValue("too_small")
    if number > most:
        raise BadValue("too_large")
    return int(number)


def read_boolean(value: Any) -> bool:
    """Yes or no in the languages of the mall. Raises `BadValue`."""
    if isinstance(value, bool):
        return value
    text = read_text(value).casefold()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise BadValue("invalid")


def read_day(value: Any) -> date:
    """A day: ISO 8601 or what a spreadsheet holds. Others are ambiguous. Raises `BadValue`."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(read_text(value)[:10])
    except ValueError:
        raise BadValue("invalid") from None


def read_list(value: Any) -> list[str]:
    """Several texts: a list, or a text with commas, semicolons or bars between them."""
    parts = value if isinstance(value, list) else re.split(r"[,;|\n]", read_text(value))
    return [text for part in parts if (text := read_text(part))]


def read_price(value: Any, currency: str, *, is_minor: bool) -> Money:
    """A price in `currency`, in major units or whole minor units. Raises `BadValue`."""
    try:
        if is_minor:
            price = Money(read_whole(value, most=_MOST_MINOR), currency)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            price = Money.of(Decimal(str(value)), currency)
        else:
            price = Money.of(
                _decimal(_bare(read_text(value), currency), exponent(currency)), currency
            )
    except BadAmount:
        raise BadValue("bad_amount") from None
    if price.minor < 0:
        raise BadValue("too_small")
    if price.minor > _MOST_MINOR:
        raise BadValue("too_large")
    return price


def read_steps(value: Any, currency: str) -> tuple[Step, ...]:
    """Quantity prices: ``10: 9.50 | 50: 8.00``; ``none`` for no such prices. Raises `BadValue`."""
    text = read_text(value)
    if text.casefold() == "none":
        return ()
    steps = []
    for part in re.split(r"[|;\n]", text):
        pieces, colon, each = part.partition(":")
        if not colon:
            raise BadValue("invalid")
        count = read_whole(pieces.strip(), most=MOST_FROM)
        if count < 2:
            raise BadValue("too_small")
        steps.append(Step(count, read_price(each.strip(), currency, is_minor=False)))
    if len({step.pieces for step in steps}) != len(steps):
        raise BadValue("repeated")
    return tuple(sorted(steps, key=lambda step: step.pieces))


def _bare(text: str, currency: str) -> str:
    """An amount without its currency's code or sign."""
    return text.replace(currency, "").strip(" $€£¥₩₫₮")


def _decimal(text: str, digits: int) -> Decimal:
    """``1,234.50``, ``1.234,50``, ``1 234,5`` and ``1234``.

    One mark with three digits behind it parts thousands, unless the currency has three decimals.
    """
    written = text.translate(_ORDINARY_DIGITS)
    if not _AMOUNT.match(written):
        raise BadValue("invalid")
    written = re.sub(r"['  ]", "", written)
    last = max(written.rfind("."), written.rfind(","))
    if last >= 0:
        whole, part = re.sub(r"[.,]", "", written[:last]), written[last + 1 :]
        mark = written[last]
        is_thousands = written.count(mark) > 1 or (
            len(part) == 3 and digits != 3 and (mark == "," or digits == 0)
        )
        groups = re.split(r"[.,]", written[:last])[1:]
        if any(len(group) not in (2, 3) for group in groups):
            raise BadValue("invalid")
        written = whole + part if is_thousands else f"{whole}.{part}"
    try:
        return Decimal(written)
    except InvalidOperation:
        raise BadValue("invalid") from None


class _Prose(HTMLParser):
    """The text of HTML, block elements on lines of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._hidden += 1
        elif tag == "li":
            self.parts.append("\n• ")
        elif tag in ("p", "br", "div", "tr", "ul", "ol") or tag[0] == "h":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("p", "div", "ul", "ol") or tag[0] == "h":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)
