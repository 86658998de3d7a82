"""One pass over the stream for several subscriptions: read once, decoded once, committed at once.

Most of what a delivery costs is not the handler but the transaction around it. While nothing fails,
the subscriptions of a lane share one; as soon as anything does, it is rolled back and each goes by
itself (`consumer.consume`), so that one's trouble is not another's.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from django.db import connection, transaction

from tradewind.platform.events import cursors, parking, reading
from tradewind.platform.events.consumer import WINDOW, Pass, consume
from tradewind.platform.events.event import Envelope
from tradewind.platform.events.reading import StoredRow
from tradewind.platform.events.subscription import Subscription

logger = logging.getLogger(__name__)


def consume_together(
    subscriptions: Sequence[Subscription], *, upto: int
) -> dict[Subscription, Pass]:
    """Deliver the next batch to each, of events up to the position `upto`, which must be given.

    For each, `Pass.MOVED` when there may be more up to there. Raises only when the database itself
    fails.
    """
    try:
        done = _shared(subscriptions, upto)
    except Exception:
        if not connection.is_usable():
            raise
        logger.warning("shared batch failed, delivering to each by itself", exc_info=True)
        return {subscription: consume(subscription) for subscription in subscriptions}
    # One with parked events takes the careful way, which knows their order.
    return {each: done.get(each) or consume(each) for each in subscriptions}


def _shared(subscriptions: Sequence[Subscription], upto: int) -> dict[Subscription, Pass]:
    with transaction.atomic():
        places = cursors.claim_all([each.name for each in subscriptions])
        # A second statement: parked rows change under the cursor's lock, so only now are they told.
        troubled = parking.in_trouble(places) if places else set()
        able = [each for each in subscriptions if each.name in places.keys() - troubled]
        behind = [each for each in able if places[each.name] < upto]
        reached = _advance(behind, places, upto) if behind else upto
    ended = Pass.EMPTY if reached == upto else Pass.MOVED
    return {
        **{each: Pass.HELD for each in subscriptions if each.name not in places},
        **dict.fromkeys(able, ended),
    }


def _advance(behind: Sequence[Subscription], places: Mapping[str, int], upto: int) -> int:
    """Deliver one batch and move the cursors to its end, which is returned."""
    after = min(places[each.name] for each in behind)
    upto = min(upto, after + WINDOW)
    names = sorted({name for each in behind for name in each.event_names})
    limit = min(each.batch_size for each in behind)
    rows = reading.rows_between(after=after, upto=upto, names=names, limit=limit)
    if len(rows) == limit:
        upto = rows[-1].position
    envelopes = [(row, row.envelope()) for row in rows]
    moving = [each for each in behind if places[each.name] < upto]
    for each in moving:
        _deliver(each, envelopes, after=places[each.name])
    cursors.move_all([each.name for each in moving], upto)
    return upto


def _deliver(
    subscription: Subscription, found: Sequence[tuple[StoredRow, Envelope]], *, after: int
) -> None:
    wanted = frozenset(subscription.event_names)
    own = [envelope for row, envelope in found if row.name in wanted and row.position > after]
    if own:
        subscription.deliver(own)
