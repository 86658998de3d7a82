"""The index after the events: what changed is written anew, then the place in the stream.

This reader of the stream keeps its place beside the index, not in the database, because it tells
what those files hold: a folder brought back from yesterday goes on from yesterday.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Sequence
from enum import Enum

import structlog
from django.db import connection

from tradewind.domains.discovery.engine.errors import IndexBusy, IndexMissing
from tradewind.domains.discovery.engine.writing import is_outgrown, writer
from tradewind.domains.discovery.events import ListingChanged
from tradewind.domains.discovery.indexing.documents import documents
from tradewind.domains.discovery.indexing.reader import index_settings, root
from tradewind.domains.discovery.indexing.rebuilding import reindex
from tradewind.domains.discovery.statements import rows
from tradewind.kernel import ids
from tradewind.platform.events.queries import dropped_upto, head_position, list_events

LOOK_SECONDS = 0.5
CALM_SECONDS = 10.0
"""Without a change, until an index that was outgrown is built anew: an import should be over."""

_AFTER_TROUBLE_SECONDS = 5.0
BATCH = 1_000
_PRODUCTS = "SELECT id FROM catalogue_product WHERE public_id = ANY(%s::uuid[])"
_log = structlog.get_logger(__name__)


class Step(Enum):
    """What a look at the stream led to."""

    IDLE = "idle"
    WROTE = "wrote"
    REBUILT = "rebuilt"
    BUSY = "busy"


def follow(stop: threading.Event) -> None:
    """Keep the index up to date until `stop` is set; build it first where there is none.

    Any number of workers may run this on a node: one writes, the others wait for the lock.
    """
    calm_at = time.monotonic() + CALM_SECONDS
    while not stop.is_set():
        try:
            done = step()
            if done is Step.WROTE:
                calm_at = time.monotonic() + CALM_SECONDS
            elif done is Step.IDLE and time.monotonic() >= calm_at:
                done = renew()
                calm_at = time.monotonic() + CALM_SECONDS if done is Step.BUSY else math.inf
        except Exception:
            # The next look may find it mended; a worker without search is better than none.
            _log.exception("search index not written")
            connection.close()
            stop.wait(_AFTER_TROUBLE_SECONDS)
            continue
        if done in (Step.IDLE, Step.BUSY):
            stop.wait(LOOK_SECONDS)
    connection.close()


def step() -> Step:
    """Take in what changed since the last commit, at most a thousand events."""
    try:
        return _advance()
    except IndexBusy:
        return Step.BUSY
    except IndexMissing as missing:
        return _rebuild(str(missing.details.get("reason")))


def renew() -> Step:
    """Build the index anew when it holds much more than it was built with."""
    return _rebuild("outgrown") if is_outgrown(root()) else Step.IDLE


def _rebuild(reason: str) -> Step:
    _log.info("building the search index", reason=reason)
    try:
        reindex(patience=0)
    except IndexBusy:
        return Step.BUSY
    return Step.REBUILT


def _advance() -> Step:
    position = _position(root().current().cursor())
    head = head_position()
    if head == position:
        return Step.IDLE
    if head < position:
        # The database is older than the index, so what the index holds may never have happened.
        raise IndexMissing(folder=str(root().path), reason="ahead of the events")
    if position < dropped_upto():
        # Brought back from so long ago that the events since then are gone.
        raise IndexMissing(folder=str(root().path), reason="older than the events")
    envelopes = list_events(events=(ListingChanged,), after=position, limit=BATCH)
    if not envelopes and head - position < BATCH:
        return Step.IDLE
    # Positions up to `head` were looked through unless the batch is full.
    upto = envelopes[-1].position if len(envelopes) == BATCH else head
    with writer(root()) as opened:
        if _position(opened.folder.cursor()) != position:
            return Step.WROTE  # another worker was quicker
        product_ids = _product_ids([envelope.aggregate for envelope in envelopes])
        for product_id in product_ids:
            opened.remove(str(product_id))
        for document in documents(product_ids, currencies=index_settings().currencies):
            opened.put(document)
        opened.commit(cursor=str(upto))
    return Step.WROTE


def _position(cursor: str) -> int:
    try:
        return int(cursor)
    except ValueError:
        raise IndexMissing(folder=str(root().path), reason="cursor") from None


def _product_ids(public_ids: Sequence[str]) -> list[int]:
    uuids = list({ids.decode("prd", public_id) for public_id in public_ids})
    return sorted(row[0] for row in rows(_PRODUCTS, [uuids]))
