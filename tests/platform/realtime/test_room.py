from __future__ import annotations

import json
from typing import Any

from tradewind.platform.realtime.limits import Limits
from tradewind.platform.realtime.lines import Line
from tradewind.platform.realtime.ring import Position
from tradewind.platform.realtime.room import Room

TOPIC = "order:ord_1"


def make_room(*seqs: int, **limits: int) -> Room:
    room = Room(TOPIC, Limits(**limits))
    for seq in seqs:
        assert room.take(line(seq))
    room.next_frame()
    return room


def line(seq: int | None, epoch: int = 0) -> Line:
    return Line(topic=TOPIC, kind="stage", payload={}, seq=seq, epoch=epoch)


def seqs(lines: Any) -> list[int] | None:
    return None if lines is None else [json.loads(line)["seq"] for line in lines]


def said(room: Room) -> list[dict[str, Any]]:
    frame = room.next_frame()
    return [] if frame is None else json.loads(frame.text)


def test_lines_of_a_flush_share_one_frame() -> None:
    room = make_room()
    room.take(line(1))
    room.take(line(None))
    assert [one["seq"] for one in said(room)] == [1, None]
    assert room.next_frame() is None


def test_what_followed_a_position_is_known() -> None:
    room = make_room(3, 4, 7)
    assert seqs(room.since(Position(0, 3))) == [4, 7]
    assert seqs(room.since(Position(0, 7))) == []


def test_a_room_that_began_just_after_the_position_has_missed_nothing() -> None:
    assert seqs(make_room(3, 4).since(Position(0, 2))) == [3, 4]


def test_what_cannot_be_known_is_a_gap() -> None:
    room = make_room(3, 4)
    assert room.since(Position(0, 1)) is None
    assert room.since(Position(0, 9)) is None
    assert room.since(Position(1, 3)) is None
    assert make_room().since(Position(0, 0)) is None


def test_evicted_lines_are_a_gap_but_the_edge_of_memory_is_not() -> None:
    room = make_room(1, 3, 5, 7, room_ring_lines=2)
    assert room.since(Position(0, 1)) is None
    assert seqs(room.since(Position(0, 3))) == [5, 7]


def test_memory_is_bounded_in_bytes() -> None:
    room = make_room(*range(100), room_ring_bytes=1_000)
    kept = room.since(Position(0, 98))
    assert seqs(kept) == [99]
    assert room.since(Position(0, 10)) is None


def test_a_repeated_line_is_said_once() -> None:
    room = make_room(1, 2, 3, 4, room_ring_lines=2)
    assert not room.take(line(4))
    assert not room.take(line(1))
    assert room.next_frame() is None


def test_a_line_overtaken_by_another_is_still_said_and_replayed_in_that_order() -> None:
    room = make_room(5, 4)
    assert seqs(room.since(Position(0, 5))) == [4]


def test_lines_not_yet_sent_come_with_the_next_frame_and_not_twice() -> None:
    room = make_room(1, 2)
    room.take(line(3))
    assert seqs(room.since(Position(0, 1))) == [2]
    assert [one["seq"] for one in said(room)] == [3]
    assert seqs(room.since(Position(0, 1))) == [2, 3]


def test_another_epoch_is_told_as_a_gap_before_its_first_line() -> None:
    room = make_room(8, 9)
    room.take(line(1, epoch=1))
    gap, first = said(room)
    assert gap == {"control": "gap", "topic": TOPIC}
    assert (first["epoch"], first["seq"]) == (1, 1)
    assert room.since(Position(0, 9)) is None


def test_after_a_loss_nothing_earlier_is_known() -> None:
    room = make_room(1, 2)
    room.lose()
    room.take(line(5))
    assert [one.get("control", one.get("seq")) for one in said(room)] == ["gap", 5]
    assert room.since(Position(0, 2)) is None
    assert seqs(room.since(Position(0, 5))) == []
