"""What the clock does to prices."""

from __future__ import annotations

from datetime import timedelta

from tradewind.domains.pricing import operations, rate_sheets
from tradewind.kernel import clock
from tradewind.platform.jobs import periodic


@periodic("* * * * *")
def tell_of_dated_prices() -> None:
    """Tell of dated prices that began or ended; twice rather than never, should a tick be late."""
    now = clock.now()
    operations.tell_of_dated(since=now - timedelta(minutes=2), until=now)


@periodic("40 15 * * *")
def fetch_rates() -> None:
    """Read the day's rates once they are out, about 16:00 in Frankfurt."""
    rate_sheets.fetch_sheet()
