"""Erasures fall due by the clock."""

from __future__ import annotations

from tradewind.domains.privacy.queries import due_erasures
from tradewind.flows.erase_person.erasing import erase
from tradewind.kernel import clock
from tradewind.platform.jobs import job, periodic


@periodic("17 * * * *")
def erase_due() -> None:
    """Each in a job of its own, so that one that fails keeps none of the others."""
    for erasure_id in due_erasures(now=clock.now()):
        erase_person.defer(erasure_id=erasure_id)


@job()
def erase_person(*, erasure_id: str) -> None:
    """Carry one out. Done twice, it is done once."""
    erase(erasure_id=erasure_id)
