"""Writing down where a shopper came from."""

from __future__ import annotations

from tradewind.domains.visits.models import LinkCode, Visit
from tradewind.domains.visits.rules import Arrival
from tradewind.kernel import clock


def arrive(*, channel: str, person_id: int | None = None, arrival: Arrival | None = None) -> Visit:
    """Write the visit behind a new cart.

    `arrival` is what the first page told, where one was seen; a link code it carries decides the
    channel. `channel` is for visits that had no page.
    """
    if arrival is None:
        return Visit.objects.create(person_id=person_id, channel=channel, arrived_at=clock.now())
    code = None
    if arrival.code:
        code = LinkCode.objects.filter(code=arrival.code, archived_at=None).first()
    return Visit.objects.create(
        person_id=person_id,
        channel=code.channel if code else arrival.channel,
        source=arrival.source,
        medium=arrival.medium,
        campaign=arrival.campaign,
        content=arrival.content,
        term=arrival.term,
        link_code=code,
        referrer=arrival.referrer,
        landing=arrival.landing,
        arrived_at=clock.now(),
    )
