"""The desk at the hub's door: reads what a page asks for and checks its ticket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from tradewind.kernel import clock
from tradewind.kernel.errors import TradewindError
from tradewind.platform.realtime import tickets
from tradewind.platform.realtime.counters import Counters
from tradewind.platform.realtime.hub import Hub
from tradewind.platform.realtime.limits import Limits
from tradewind.platform.realtime.ring import Position
from tradewind.platform.realtime.viewer import Send, Viewer, Wire


class BadRequest(TradewindError):
    """What the page said is not ``{"ticket": "…", "since": {topic: [epoch, seq]}}``."""

    code = "realtime_bad_request"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a page asks for: the ticket's topics, each from where the page stopped."""

    ticket: str
    since: dict[str, Position]

    @classmethod
    def read(cls, text: str) -> Wish:
        """Parse what the page sent. Raises `BadRequest`."""
        try:
            said = orjson.loads(text)
            since = said.get("since") or {}
            positions = {topic: Position(*map(_whole, at)) for topic, at in since.items()}
            if not isinstance(said["ticket"], str):
                raise TypeError("ticket")
            return cls(ticket=said["ticket"], since=positions)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BadRequest(reason=str(error)) from error


def _whole(number: Any) -> int:
    if not isinstance(number, int):
        raise TypeError("a position is two whole numbers")
    return number


class Desk:
    """Lets viewers into the hub."""

    def __init__(self, *, hub: Hub, key: bytes, limits: Limits, counters: Counters) -> None:
        self.hub, self.limits = hub, limits
        self._key, self._counters = key, counters

    def viewer(self, *, wire: Wire, send: Send, abort: Callable[[], None]) -> Viewer:
        """A viewer for a fresh connection; it hears nothing yet."""
        return Viewer(
            wire=wire, send=send, abort=abort, limits=self.limits, counters=self._counters
        )

    def check(self, wish: Wish) -> tuple[str, ...]:
        """The topics the wish's ticket opens. Raises `TicketForged`, `TicketExpired`."""
        try:
            return tickets.verify(ticket=wish.ticket, key=self._key, now=clock.now())
        except (tickets.TicketForged, tickets.TicketExpired):
            self._counters.tickets_refused_total += 1
            raise

    def seat(self, viewer: Viewer, *, topics: tuple[str, ...], wish: Wish) -> None:
        """Subscribe to the topics the ticket named; positions in other topics are ignored."""
        self.hub.subscribe(viewer, topics=topics, since=wish.since)
