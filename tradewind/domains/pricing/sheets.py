"""Reading a sheet of rates in the format of the European Central Bank (eurofxref). Pure.

Envelope › Cube › Cube ``time`` › Cube ``currency`` ``rate``: units of each for one euro. The file
comes from outside, so it is read with no entities, no document type and narrow limits. Described at
https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import NoReturn
from xml.parsers import expat

from tradewind.kernel.errors import TradewindError

EURO = "EUR"
MOST_BYTES = 1_000_000
_MOST_RATES = 10_000
_DEEPEST = 8
_LONGEST_RATE = 20
_SPACE = "http://www.ecb.int/vocabulary/2002-08-01/eurofxref"
_LARGEST = Decimal(10**9)


class SheetUnreadable(TradewindError):
    """The file is no sheet of rates we can trust: `reason` is a stable word."""

    code = "rate_sheet_unreadable"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one euro was worth on a day, by currency."""

    day: date
    rates: Mapping[str, Decimal]


def read_sheets(content: bytes, *, today: date) -> list[Sheet]:
    """The sheets of the file, newest first. Raises `SheetUnreadable`, and then none is to be used."""
    if len(content) > MOST_BYTES:
        _refuse("too_large")
    reader = _Reader(today)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = lambda *_: _refuse("doctype")
    parser.EntityDeclHandler = lambda *_: _refuse("entity")
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        _refuse("not_xml")
    sheets = [Sheet(day, rates) for day, rates in reader.days.items() if rates]
    if not sheets:
        _refuse("no_rates")
    return sorted(sheets, key=lambda sheet: sheet.day, reverse=True)


class _Reader:
    """Gathers the cubes; refuses whatever does not fit."""

    def __init__(self, today: date) -> None:
        self.days: dict[date, dict[str, Decimal]] = {}
        self._today = today
        self._depth = 0
        self._rates: dict[str, Decimal] | None = None
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            _refuse("too_deep")
        if name != f"{_SPACE} Cube":
            return
        if "time" in attributes:
            self._rates = self.days.setdefault(self._day(attributes["time"]), {})
        elif "currency" in attributes:
            self._add(attributes["currency"], attributes.get("rate", ""))

    def end(self, _name: str) -> None:
        self._depth -= 1

    def _day(self, text: str) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            _refuse("bad_day")
        # A day ahead is still today somewhere; a sheet from the future would hide all that follow.
        if day > self._today + timedelta(days=1):
            _refuse("future_day")
        return day

    def _add(self, currency: str, text: str) -> None:
        self._count += 1
        if self._count > _MOST_RATES:
            _refuse("too_many")
        is_code = len(currency) == 3 and currency.isascii() and currency.isupper()
        if not is_code or currency == EURO or self._rates is None or currency in self._rates:
            _refuse("bad_currency")
        try:
            rate = Decimal(text) if len(text) <= _LONGEST_RATE else Decimal(-1)
        except InvalidOperation:
            _refuse("bad_rate")
        if not rate.is_finite() or not 0 < rate < _LARGEST or rate.quantize(Decimal("1e-10")) <= 0:
            _refuse("bad_rate")
        self._rates[currency] = rate


def _refuse(reason: str) -> NoReturn:
    raise SheetUnreadable(reason=reason)
