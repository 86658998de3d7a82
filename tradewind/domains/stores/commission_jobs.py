"""Shares of the mall begin on their day."""

from __future__ import annotations

from tradewind.domains.stores.operations.commissions import begin_commissions
from tradewind.kernel import clock
from tradewind.platform.jobs import periodic


@periodic("2 * * * *")
def start_commissions() -> None:
    """Each hour, so that a worker that slept at midnight catches up."""
    begin_commissions(on=clock.now().date())
