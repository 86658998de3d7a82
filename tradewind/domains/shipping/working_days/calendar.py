"""Reading `holidays.json` and counting with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tradewind.kernel.place import Place

FILE = Path(__file__).with_name("holidays.json")
_DAY = timedelta(days=1)
_SATURDAY_AND_SUNDAY = (5, 6)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days of a place. `weekend` numbers days from Monday 0; `worked` are days of a
    weekend that are worked instead of others.
    """

    weekend: frozenset[int]
    holidays: frozenset[date]
    worked: frozenset[date] = frozenset()

    def holds(self, day: date) -> bool:
        """Whether work is done on `day`."""
        if day in self.holidays:
            return False
        return day.weekday() not in self.weekend or day in self.worked

    def add(self, day: date, count: int) -> date:
        """`count` working days after `day`, which first moves to one if it is none."""
        while not self.holds(day):
            day += _DAY
        for _ in range(count):
            day += _DAY
            while not self.holds(day):
                day += _DAY
        return day


@cache
def working_days(place: Place) -> WorkingDays:
    """Those of a country or region; Monday to Friday where nothing is known of it."""
    known = _read().get(place.country)
    if known is None:
        return WorkingDays(frozenset(_SATURDAY_AND_SUNDAY), frozenset())
    of_region: Mapping[str, Any] = known["regions"].get(place.region, known["everywhere"])
    return WorkingDays(
        weekend=frozenset(known["weekend"]),
        holidays=frozenset(map(date.fromisoformat, of_region["off"])),
        worked=frozenset(map(date.fromisoformat, of_region["worked"])),
    )


def last_year_known() -> int:
    """The last year whose holidays are in the file."""
    return max(
        date.fromisoformat(day).year
        for country in _read().values()
        for day in country["everywhere"]["off"]
    )


@cache
def _read() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found
