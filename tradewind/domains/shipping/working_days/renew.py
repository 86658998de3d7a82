"""Write `holidays.json` anew from the library `holidays`, which is there for developers only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from holidays import HolidayBase, country_holidays, list_supported_countries

from tradewind.domains.shipping.working_days.calendar import FILE

YEARS = range(2026, 2031)
COUNTRIES = tuple(
    "CA US FR GB DE BE CH ES IT NL SE IE AE SA MA EG JP KR VN MN AU NZ MX".split()  # noqa: SIM905
)


def told(years: Iterable[int] = YEARS) -> dict[str, Any]:
    """What the file should hold. A region stands in it only where its days are its own."""
    regions = list_supported_countries(include_aliases=False)
    return {country: _country(country, regions[country], list(years)) for country in COUNTRIES}


def _country(country: str, regions: list[str], years: list[int]) -> dict[str, Any]:
    whole = country_holidays(country, years=years, expand=False)
    everywhere = _days(whole)
    own = {
        region: days
        for region in regions
        if (days := _days(country_holidays(country, subdiv=region, years=years, expand=False)))
        != everywhere
    }
    return {"weekend": sorted(whole.weekend), "everywhere": everywhere, "regions": own}


def _days(calendar: HolidayBase) -> dict[str, list[str]]:
    # A holiday on a weekend takes no working day away.
    off = {day for day in calendar if day.weekday() not in calendar.weekend}
    worked = set(getattr(calendar, "weekend_workdays", ()))
    return {
        "off": sorted(day.isoformat() for day in off),
        "worked": sorted(day.isoformat() for day in worked),
    }


def main() -> None:
    text = json.dumps(told(), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # One country a line, so that a change can be read.
    FILE.write_text(text.replace('},"', '},\n"').replace('","', '","') + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
