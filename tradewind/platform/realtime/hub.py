"""The hub: rooms, who sits in them, and the loop that hands each room its next frame."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Iterable, Mapping

from tradewind.platform.realtime.counters import Counters
from tradewind.platform.realtime.frame import Frame, gap_line, subscribed_frame
from tradewind.platform.realtime.limits import Limits
from tradewind.platform.realtime.lines import Line
from tradewind.platform.realtime.ring import Position
from tradewind.platform.realtime.room import Room
from tradewind.platform.realtime.viewer import Goodbye, Viewer

# Between two flushes the loop rests as long as the last one took in CPU time: at most half a core
# goes to fan-out, and the fuller the house, the more lines share a frame.
_REST_PER_WORK = 1.0
_SHORTEST_REST, _LONGEST_REST = 0.01, 0.25
_SENDS_BEFORE_YIELD = 256


class Hub:
    """All methods run on the event loop's thread; only `run` and `sweep` wait."""

    def __init__(self, *, limits: Limits, counters: Counters) -> None:
        self.viewers: set[Viewer] = set()
        self.rooms: dict[str, Room] = {}
        self._limits, self._counters = limits, counters
        self._due: dict[str, Room] = {}
        self._something_due = asyncio.Event()

    def subscribe(
        self, viewer: Viewer, *, topics: Collection[str], since: Mapping[str, Position]
    ) -> None:
        """Let `viewer` hear exactly `topics` for one subscription's length, from now on.

        For topics in `since` what was missed follows, or a gap line. Subscribing again renews;
        topics that are no longer listed are left at once.
        """
        now = asyncio.get_running_loop().time()
        kept = viewer.topics
        for topic in kept.difference(topics):
            self._leave_room(viewer, topic)
        viewer.topics = frozenset(topics)
        viewer.ends_at = now + self._limits.subscription_seconds
        self.viewers.add(viewer)
        viewer.offer(subscribed_frame(sorted(topics), self._limits.subscription_seconds))
        for topic in viewer.topics.difference(kept):
            room = self.rooms.get(topic)
            if room is None:
                room = self.rooms[topic] = Room(topic, self._limits)
            room.viewers.add(viewer)
            room.empty_since = None
            if topic in since:
                self._say_missed(viewer, room, since[topic])

    def leave(self, viewer: Viewer) -> None:
        """The connection of `viewer` is over."""
        viewer.left()
        self.viewers.discard(viewer)
        for topic in viewer.topics:
            self._leave_room(viewer, topic)
        viewer.topics = frozenset()

    def hear(self, lines: Iterable[Line]) -> None:
        """Put lines into the next frames of their rooms. Topics nobody listens to are dropped."""
        for line in lines:
            self._counters.lines_heard_total += 1
            room = self.rooms.get(line.topic)
            if room is not None and room.take(line):
                self._set_due(room)

    def lose_everything(self) -> None:
        """The bus may have dropped lines: every room says so."""
        for room in self.rooms.values():
            self._counters.gaps_told_total += bool(room.viewers)
            room.lose()
            self._set_due(room)

    def end_all(self, reason: Goodbye) -> None:
        """Close every connection."""
        for viewer in tuple(self.viewers):
            viewer.end(reason)

    async def run(self) -> None:
        """Flush rooms as lines come, until cancelled."""
        while True:
            await self._something_due.wait()
            self._something_due.clear()
            started = time.thread_time()
            due, self._due = self._due, {}
            for room in due.values():
                frame = room.next_frame()
                if frame is None:
                    continue
                # A copy, because viewers come and go while this loop lets others run.
                for count, viewer in enumerate(tuple(room.viewers), start=1):
                    viewer.offer(frame)
                    if count % _SENDS_BEFORE_YIELD == 0:
                        await asyncio.sleep(0)
                await asyncio.sleep(0)
            worked = time.thread_time() - started
            await asyncio.sleep(min(max(worked * _REST_PER_WORK, _SHORTEST_REST), _LONGEST_REST))

    async def sweep(self) -> None:
        """End subscriptions that were not renewed and forget rooms long empty, until cancelled."""
        clock = asyncio.get_running_loop().time
        while True:
            await asyncio.sleep(min(1.0, self._limits.subscription_seconds / 2))
            now = clock()
            for viewer in [viewer for viewer in self.viewers if viewer.ends_at <= now]:
                viewer.end(Goodbye.ENDED)
                self.leave(viewer)
            for topic, room in tuple(self.rooms.items()):
                if room.empty_since and now - room.empty_since > self._limits.linger_seconds:
                    del self.rooms[topic]

    def _say_missed(self, viewer: Viewer, room: Room, position: Position) -> None:
        missed = room.since(position)
        if missed is None:
            self._counters.gaps_told_total += 1
            viewer.offer(Frame([gap_line(room.topic)]))
        elif missed:
            viewer.offer(Frame(missed))

    def _set_due(self, room: Room) -> None:
        self._due[room.topic] = room
        self._something_due.set()

    def _leave_room(self, viewer: Viewer, topic: str) -> None:
        room = self.rooms.get(topic)
        if room is not None:
            room.viewers.discard(viewer)
            if not room.viewers:
                room.empty_since = asyncio.get_running_loop().time()
