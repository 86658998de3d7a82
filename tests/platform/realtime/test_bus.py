"""Both buses against their real servers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.platform.realtime.servers import RedisServer, free_port
from tradewind.platform.realtime.adapters import inlet, outlet
from tradewind.platform.realtime.configuration import Configuration
from tradewind.platform.realtime.lines import MESSAGE_BYTES
from tradewind.platform.realtime.ports import BusLost, Inlet


async def receive(end: Inlet, count: int) -> list[str]:
    got: list[str] = []
    async with asyncio.timeout(10):
        while len(got) < count:
            got += await end.receive()
    return got


def carried(bus: Configuration, messages: Sequence[str]) -> list[str]:
    """What a hub hears of `messages`, which another mall's and a later one surround."""

    async def talk() -> list[str]:
        listening, speaking = inlet(bus), outlet(bus)
        stranger = outlet(replace(bus, secret="another mall"))
        await listening.connect()
        await asyncio.to_thread(stranger.send, ["not for us"])
        await asyncio.to_thread(speaking.send, messages)
        await asyncio.to_thread(speaking.send, ["the end"])
        got = await receive(listening, len(messages) + 1)
        await listening.close()
        stranger.close()
        speaking.close()
        return got

    return asyncio.run(talk())


def test_messages_arrive_in_order_and_only_the_own_malls(bus: Configuration) -> None:
    messages = [f"message {number} é\x7f😀" for number in range(200)]
    assert carried(bus, messages) == [*messages, "the end"]


def test_the_largest_message_passes(bus: Configuration) -> None:
    largest = "é" * (MESSAGE_BYTES // 2)
    assert carried(bus, [largest]) == [largest, "the end"]


@pytest.mark.parametrize("scheme", ["postgres", "redis", "valkey"])
def test_a_bus_that_is_not_there_is_named(scheme: str) -> None:
    nowhere = Configuration(secret="s", bus_url=f"{scheme}://127.0.0.1:{free_port()}/0")
    with pytest.raises(BusLost):
        outlet(nowhere).send(["x"])
    with pytest.raises(BusLost):
        asyncio.run(inlet(nowhere).connect())


def test_a_killed_server_is_noticed_at_both_ends_and_both_come_back(
    redis_server: RedisServer,
) -> None:
    bus = Configuration(secret="s", bus_url=redis_server.url)

    async def talk() -> list[str]:
        listening, speaking = inlet(bus), outlet(bus)
        await listening.connect()
        redis_server.kill()
        with pytest.raises(BusLost):
            await receive(listening, 1)
        with pytest.raises(BusLost):
            speaking.send(["lost"])
        redis_server.start()
        await listening.connect()
        speaking.send(["back"])
        got = await receive(listening, 1)
        await listening.close()
        speaking.close()
        return got

    assert asyncio.run(talk()) == ["back"]
