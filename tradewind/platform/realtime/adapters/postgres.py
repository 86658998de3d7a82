"""LISTEN and NOTIFY, each on a connection of its own.

Never inside a business transaction: a committing NOTIFY takes a lock over the whole cluster, which halves the
rate of commits.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence

import psycopg
from psycopg import sql

from tradewind.platform.realtime.ports import BusLost

_CONNECT_SECONDS = 5
_SILENCE_SECONDS = 10
_PROBE_SECONDS = 5


class PostgresOutlet:
    """Sends each flush as one statement, so that it costs one commit."""

    def __init__(self, *, url: str, channel: str) -> None:
        self._url, self._channel = url, channel
        self._connection: psycopg.Connection | None = None

    def send(self, messages: Sequence[str]) -> None:
        try:
            if self._connection is None:
                self._connection = psycopg.connect(
                    self._url,
                    autocommit=True,
                    connect_timeout=_CONNECT_SECONDS,
                    prepare_threshold=None,
                    application_name="tradewind-publisher",
                )
            self._connection.execute(
                "SELECT pg_notify(%s, message) FROM unnest(%s::text[]) AS message",
                [self._channel, list(messages)],
            )
        except (psycopg.Error, OSError) as error:
            self.close()
            raise BusLost(reason=str(error)) from error

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class PostgresInlet:
    """Listens; asks the server for a sign of life when nothing came for 10 s."""

    def __init__(self, *, url: str, channel: str) -> None:
        self._url, self._channel = url, channel
        self._connection: psycopg.AsyncConnection | None = None

    async def connect(self) -> None:
        await self.close()
        try:
            self._connection = await psycopg.AsyncConnection.connect(
                self._url,
                autocommit=True,
                connect_timeout=_CONNECT_SECONDS,
                application_name="tradewind-edge",
            )
            await self._connection.execute(
                sql.SQL("LISTEN {}").format(sql.Identifier(self._channel))
            )
        except (psycopg.Error, OSError) as error:
            raise BusLost(reason=str(error)) from error

    async def receive(self) -> Sequence[str]:
        if self._connection is None:
            raise BusLost(reason="not connected")
        try:
            arriving = self._connection.notifies(timeout=_SILENCE_SECONDS, stop_after=1)
            messages = [notify.payload async for notify in arriving]
            if not messages:
                async with asyncio.timeout(_PROBE_SECONDS):
                    await self._connection.execute("SELECT 1")
        except (psycopg.Error, OSError) as error:
            raise BusLost(reason=str(error)) from error
        return messages

    async def close(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(psycopg.Error, OSError):
                await self._connection.close()
            self._connection = None


def open_outlet(*, url: str, channel: str) -> PostgresOutlet:
    return PostgresOutlet(url=url, channel=channel)


def open_inlet(*, url: str, channel: str) -> PostgresInlet:
    return PostgresInlet(url=url, channel=channel)
