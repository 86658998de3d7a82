"""Publish and subscribe of Redis or Valkey. Nothing is stored there."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

import redis
import redis.asyncio
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

from tradewind.platform.realtime.ports import BusLost

_CONNECT_SECONDS = 5
_SILENCE_SECONDS = 10

# The client would otherwise reconnect by itself, and nobody would know that lines were missed.
_NO_RETRIES = 0


class RedisOutlet:
    """Sends each flush as one pipeline."""

    def __init__(self, *, url: str, channel: str) -> None:
        self._channel = channel
        self._client = redis.Redis.from_url(
            _plain(url),
            socket_connect_timeout=_CONNECT_SECONDS,
            socket_timeout=_CONNECT_SECONDS,
            retry=Retry(NoBackoff(), _NO_RETRIES),
        )

    def send(self, messages: Sequence[str]) -> None:
        try:
            pipeline = self._client.pipeline(transaction=False)
            for message in messages:
                pipeline.publish(self._channel, message)
            pipeline.execute()
        except (redis.RedisError, OSError) as error:
            raise BusLost(reason=str(error)) from error

    def close(self) -> None:
        self._client.close()


class RedisInlet:
    """Subscribes; the client's own health check finds a silent peer."""

    def __init__(self, *, url: str, channel: str) -> None:
        self._url, self._channel = _plain(url), channel
        self._client: redis.asyncio.Redis | None = None
        self._subscription: Any = None

    async def connect(self) -> None:
        await self.close()
        self._client = redis.asyncio.Redis.from_url(
            self._url,
            socket_connect_timeout=_CONNECT_SECONDS,
            health_check_interval=_SILENCE_SECONDS,
            retry=AsyncRetry(NoBackoff(), _NO_RETRIES),
        )
        self._subscription = self._client.pubsub()
        try:
            await self._subscription.subscribe(self._channel)
            # Without the server's answer the subscription is only a wish.
            answer = await self._subscription.get_message(timeout=_CONNECT_SECONDS)
        except (redis.RedisError, OSError) as error:
            raise BusLost(reason=str(error)) from error
        if answer is None or answer["type"] != "subscribe":
            raise BusLost(reason="no answer to subscribe")

    async def receive(self) -> Sequence[str]:
        if self._subscription is None:
            raise BusLost(reason="not connected")
        try:
            message = await self._subscription.get_message(timeout=_SILENCE_SECONDS)
        except (redis.RedisError, OSError) as error:
            raise BusLost(reason=str(error)) from error
        if message is None or message["type"] != "message":
            return []
        return [message["data"].decode()]

    async def close(self) -> None:
        with contextlib.suppress(redis.RedisError, OSError):
            if self._subscription is not None:
                await self._subscription.aclose()
            if self._client is not None:
                await self._client.aclose()
        self._subscription = self._client = None


def _plain(url: str) -> str:
    """The client knows no ``valkey://``; the protocol is the same."""
    return f"redis://{url.removeprefix('valkey://')}" if url.startswith("valkey://") else url


def open_outlet(*, url: str, channel: str) -> RedisOutlet:
    return RedisOutlet(url=url, channel=channel)


def open_inlet(*, url: str, channel: str) -> RedisInlet:
    return RedisInlet(url=url, channel=channel)
