"""The bus between publishing processes and hubs. PostgreSQL and Redis/Valkey each carry it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tradewind.kernel.errors import TradewindError


class BusLost(TradewindError):
    """The bus cannot be reached. Whoever holds the port waits and connects again."""

    code = "realtime_bus_lost"


class Outlet(Protocol):
    """The publishing end; used by one thread. Connects at the first `send` and after a loss."""

    def send(self, messages: Sequence[str]) -> None:
        """Hand over messages (each ≤ 7,500 bytes) in order, all of them or raise `BusLost`.

        After `BusLost` any of them may have passed; sending the same ones again is safe, since
        hubs know them by publisher and number.
        """

    def close(self) -> None:
        """Let go of the connection. May be called twice."""


class Inlet(Protocol):
    """The hub's end; used by one task."""

    async def connect(self) -> None:
        """Start to listen. What is published before this returns may be missed.

        Raises `BusLost`. May be called again after a loss.
        """

    async def receive(self) -> Sequence[str]:
        """Wait for the next messages, in the publishers' order. May return none.

        Raises `BusLost` as soon as the loss is known, within 20 s for a silent peer.
        """

    async def close(self) -> None:
        """Let go of the connection. May be called twice."""
