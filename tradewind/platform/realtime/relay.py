"""From the bus into the hub, across losses of the bus."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import OrderedDict

from tradewind.platform.realtime.counters import Counters
from tradewind.platform.realtime.hub import Hub
from tradewind.platform.realtime.lines import BadMessage, unpack
from tradewind.platform.realtime.ports import BusLost, Inlet

logger = logging.getLogger(__name__)

_SHORTEST_WAIT, _LONGEST_WAIT = 0.1, 5.0
_PUBLISHERS_REMEMBERED = 4_096


class Relay:
    """Connects, hands on what it hears, and tells the hub whenever something may be missing."""

    def __init__(self, *, inlet: Inlet, hub: Hub, counters: Counters) -> None:
        self.is_up = False
        self._inlet, self._hub, self._counters = inlet, hub, counters
        self._numbers: OrderedDict[str, int] = OrderedDict()

    async def run(self) -> None:
        """Listen until cancelled."""
        wait, has_listened = _SHORTEST_WAIT, False
        while True:
            try:
                await self._inlet.connect()
                if has_listened:
                    self._numbers.clear()
                    self._hub.lose_everything()
                self.is_up = has_listened = True
                wait = _SHORTEST_WAIT
                while True:
                    for message in await self._inlet.receive():
                        self._accept(message)
            except BusLost as lost:
                self._counters.bus_losses_total += self.is_up
                self.is_up = False
                logger.warning("realtime bus lost, connecting again: %s", lost)
            await asyncio.sleep(wait * random.uniform(0.5, 1.5))
            wait = min(wait * 2, _LONGEST_WAIT)

    async def close(self) -> None:
        """Let go of the bus."""
        await self._inlet.close()

    def _accept(self, message: str) -> None:
        try:
            batch = unpack(message)
        except BadMessage as bad:
            self._counters.bus_messages_unread_total += 1
            logger.warning("realtime bus carried something foreign: %s", bad)
            return
        last = self._numbers.pop(batch.publisher, None)
        self._numbers[batch.publisher] = max(batch.number, last or 0)
        if len(self._numbers) > _PUBLISHERS_REMEMBERED:
            self._numbers.popitem(last=False)
        if last is not None and batch.number <= last:
            return
        if last is not None and batch.number > last + 1:
            self._hub.lose_everything()
        self._hub.hear(batch.lines)
