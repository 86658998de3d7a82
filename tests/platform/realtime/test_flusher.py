from __future__ import annotations

import time
from collections.abc import Sequence

from tests.platform.realtime.running import wait_until
from tradewind.platform.realtime.flusher import Flusher
from tradewind.platform.realtime.lines import Batch, Line, for_bus, unpack
from tradewind.platform.realtime.ports import BusLost


class Wire:
    """An outlet that keeps what it is given, once its first `failures` sends have failed."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.refused: list[Sequence[str]] = []
        self.sent: list[Batch] = []
        self.times: list[float] = []
        self.is_closed = False

    def send(self, messages: Sequence[str]) -> None:
        if self.failures:
            self.failures -= 1
            self.refused.append(messages)
            raise BusLost()
        self.times.append(time.monotonic())
        self.sent += [unpack(message) for message in messages]

    def close(self) -> None:
        self.is_closed = True

    def seqs(self) -> list[int | None]:
        return [line.seq for batch in self.sent for line in batch.lines]


def line(seq: int) -> bytes:
    return for_bus(Line(topic="order:ord_1", kind="stage", payload={}, seq=seq))


def test_a_lone_line_leaves_at_once_and_a_burst_leaves_together() -> None:
    wire = Wire()
    flusher = Flusher(wire, interval=0.5)
    flusher.add(line(0))
    wait_until(lambda: wire.seqs() == [0])
    for seq in range(1, 100):
        flusher.add(line(seq))
    wait_until(lambda: wire.seqs() == list(range(100)))
    assert len(wire.times) == 2
    assert wire.times[1] - wire.times[0] >= 0.49
    flusher.close()
    assert wire.is_closed


def test_a_refused_flush_is_sent_again_unchanged_before_anything_later() -> None:
    wire = Wire(failures=2)
    flusher = Flusher(wire, interval=0)
    flusher.add(line(1))
    wait_until(lambda: len(wire.refused) == 1)
    flusher.add(line(2))
    wait_until(lambda: wire.seqs() == [1, 2])
    assert wire.refused[0] == wire.refused[1]
    assert [batch.number for batch in wire.sent] == [1, 2]
    flusher.close()


def test_a_full_buffer_drops_the_oldest_and_leaves_a_hole_in_the_numbers() -> None:
    wire = Wire(failures=2)
    flusher = Flusher(wire, interval=0, capacity=3)
    flusher.add(line(0))
    wait_until(lambda: len(wire.refused) == 1)
    for seq in range(1, 6):
        flusher.add(line(seq))
    wait_until(lambda: len(wire.seqs()) == 4)
    assert wire.seqs() == [0, 3, 4, 5]
    assert [batch.number for batch in wire.sent] == [1, 3]
    flusher.close()


def test_closing_sends_what_is_left_without_waiting_for_the_interval() -> None:
    wire = Wire()
    flusher = Flusher(wire, interval=30)
    flusher.add(line(1))
    wait_until(lambda: wire.seqs() == [1])
    flusher.add(line(2))
    flusher.close()
    assert wire.seqs() == [1, 2]
