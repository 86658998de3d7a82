"""The threads a worker gives to the stream: a sequencer, a listener and a few consumers."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import psycopg
from django.db import connection, connections

from tradewind.platform.events import cursors
from tradewind.platform.events.bell import Bell
from tradewind.platform.events.consumer import Pass
from tradewind.platform.events.interest import Interest
from tradewind.platform.events.sequencer import CHANNEL, LIMIT, number_committed
from tradewind.platform.events.sharing import consume_together
from tradewind.platform.events.subscription import Lane, Subscription

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.05
"""Between looks for committed events; what a fact waits at most before it is numbered."""
NET_SECONDS = 1.0
"""Between full looks of a consumer that nothing woke."""
_RECOVERY_SECONDS = 1.0


def run(subscriptions: Sequence[Subscription], stop: threading.Event) -> None:
    """Number and deliver events until `stop` is set. Any number of workers may run this.

    Each lane has a thread: who is slow holds up only those beside it.

    Returns when every thread has finished what it held. A lost database is waited for.
    """
    bell = Bell()
    loops: list[Callable[[], None]] = [
        lambda: _sequence(stop),
        lambda: _listen(bell, stop),
        *[
            partial(_consume, lane, together, bell, stop)
            for lane, together in _lanes(subscriptions)
        ],
    ]
    threads = [
        threading.Thread(target=_keep_going, args=(loop, stop), name="events", daemon=True)
        for loop in loops
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _keep_going(loop: Callable[[], None], stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            loop()
        except Exception:
            logger.exception("the event runner lost its footing, starting again")
            stop.wait(_RECOVERY_SECONDS)
        finally:
            connections.close_all()


def _sequence(stop: threading.Event) -> None:
    while not stop.is_set():
        if number_committed() < LIMIT:
            stop.wait(POLL_SECONDS)


def _listen(bell: Bell, stop: threading.Event) -> None:
    # Not from the pool: a connection that listens must not come back to it.
    parameters = connection.get_connection_params()
    with psycopg.connect(**{**parameters, "autocommit": True}) as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        while not stop.is_set():
            for _ in listener.notifies(timeout=NET_SECONDS, stop_after=1):
                bell.ring()


def _lanes(subscriptions: Sequence[Subscription]) -> Iterable[tuple[Lane, list[Subscription]]]:
    lanes: dict[Lane, list[Subscription]] = {}
    for subscription in subscriptions:
        lanes.setdefault(subscription.lane, []).append(subscription)
    return lanes.items()


def _consume(
    lane: Lane, subscriptions: Sequence[Subscription], bell: Bell, stop: threading.Event
) -> None:
    cursors.ensure(subscriptions)
    interest = Interest(subscriptions)
    heard = 0
    held: list[Subscription] = []
    while not stop.is_set():
        seconds = lane.every_seconds if held else NET_SECONDS
        rung = bell.wait(heard=heard, seconds=seconds)
        wanted = interest.woken() if rung > heard or held else interest.lagging()
        heard = rung
        again = list(dict.fromkeys([*held, *wanted]))
        held = _exhaust(again, interest.seen, stop)
        stop.wait(lane.every_seconds)


def _exhaust(
    subscriptions: list[Subscription], upto: int, stop: threading.Event
) -> list[Subscription]:
    """Deliver to each all there is up to `upto`; those that another worker holds."""
    held: list[Subscription] = []
    while subscriptions and not stop.is_set():
        done = consume_together(subscriptions, upto=upto)
        held += [each for each, result in done.items() if result is Pass.HELD]
        subscriptions = [each for each, result in done.items() if result is Pass.MOVED]
    return held
