"""Which days parcels are packed and carried on, by country and region.

The days lie in `holidays.json`, because the library that knows them costs 40 MB and a second to
load. `python -m tradewind.domains.shipping.working_days.renew` writes the file anew; a test says
when the library knows better or the years run out.
"""

from tradewind.domains.shipping.working_days.calendar import (
    WorkingDays,
    last_year_known,
    working_days,
)

__all__ = ["WorkingDays", "last_year_known", "working_days"]
