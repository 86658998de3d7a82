"""A month, or any days, in a store's own time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tradewind.kernel.errors import InvalidInput

_ONE_DAY = timedelta(days=1)
_LONGEST = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both in it, in `zone`."""

    first: date
    last: date
    zone: str

    @classmethod
    def asked(cls, query: Mapping[str, str], *, zone: str, now: datetime) -> Period:
        """What `from` and `until` say, this month up to today where they say nothing.

        Raises `InvalidInput`.
        """
        today = now.astimezone(ZoneInfo(zone)).date()
        first = _day(query, "from") or today.replace(day=1)
        last = _day(query, "until") or max(today, first)
        if last < first:
            raise InvalidInput({"until": "too_small"})
        if last - first > _LONGEST:
            raise InvalidInput({"until": "too_large"})
        return cls(first, last, zone)

    @property
    def start(self) -> datetime:
        return datetime.combine(self.first, time.min, ZoneInfo(self.zone))

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + _ONE_DAY, time.min, ZoneInfo(self.zone))

    @property
    def month_before(self) -> Period:
        """The whole month before the one `first` is in."""
        last = self.first.replace(day=1) - _ONE_DAY
        return Period(last.replace(day=1), last, self.zone)


def _day(query: Mapping[str, str], name: str) -> date | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise InvalidInput({name: "invalid"}) from None
    if not 2000 <= found.year <= 2200:
        raise InvalidInput({name: "invalid"})
    return found
