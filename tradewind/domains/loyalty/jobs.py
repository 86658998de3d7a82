"""What the clock does to points and gift cards."""

from __future__ import annotations

from tradewind.domains.loyalty import operations
from tradewind.kernel import clock
from tradewind.platform.jobs import periodic


@periodic("7 * * * *")
def expire_points() -> None:
    """Take what expired out of the books, once an hour."""
    operations.expire_due(now=clock.now())


@periodic("*/5 * * * *")
def deliver_gifts() -> None:
    """Tell recipients of the gift cards whose day has come."""
    operations.deliver_due(now=clock.now())


@periodic("23 9 * * *")
def remind_of_expiry() -> None:
    """Tell members whose points expire within two weeks, once a day."""
    operations.remind_of_expiry(now=clock.now())
