from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradewind.platform.realtime.lines import (
    LINE_BYTES,
    MESSAGE_BYTES,
    BadKind,
    BadMessage,
    BadTopic,
    Line,
    for_bus,
    pack,
    unpack,
)

lines = st.builds(
    Line,
    topic=st.sampled_from(["order:ord_1", "store:str_1:orders"]),
    kind=st.sampled_from(["stage", "stock"]),
    payload=st.dictionaries(
        st.text(max_size=9), st.text(max_size=9).map(lambda text: text * 300), max_size=3
    ),
    seq=st.none() | st.integers(0, 2**60),
    epoch=st.integers(0, 9),
)


def line(payload: dict[str, Any], **changes: Any) -> Line:
    return Line(**{"topic": "order:ord_1", "kind": "stage", "payload": payload} | changes)


@settings(deadline=None)
@given(st.lists(lines, max_size=20))
def test_what_is_packed_comes_out_whole_in_order_and_small(said: list[Line]) -> None:
    encoded = [for_bus(line) for line in said]
    messages = list(pack(encoded, publisher="a" * 16, first_number=10**9))
    assert all(len(message.encode()) <= MESSAGE_BYTES for message in messages)
    batches = [unpack(message) for message in messages]
    assert [batch.number for batch in batches] == [10**9 + n for n in range(len(batches))]
    heard = [line for batch in batches for line in batch.lines]
    assert len(heard) == len(said)
    for one, original in zip(heard, said, strict=True):
        assert one in (original, replace(original, payload=None))


def test_a_line_that_just_fits_keeps_its_payload_and_one_byte_more_loses_it() -> None:
    room = LINE_BYTES - len(for_bus(line({"text": ""}, seq=4)))
    [fits] = unpack(
        *pack([for_bus(line({"text": "x" * room}, seq=4))], publisher="p", first_number=1)
    ).lines
    assert fits.payload == {"text": "x" * room}
    [over] = unpack(
        *pack([for_bus(line({"text": "x" * (room + 1)}, seq=4))], publisher="p", first_number=1)
    ).lines
    assert over == line(None, seq=4)  # type: ignore[arg-type]


def test_size_is_counted_in_bytes() -> None:
    assert for_bus(line({"text": "é" * 4_000})) == for_bus(line(None))  # type: ignore[arg-type]


def test_bad_names_and_payloads_are_refused_where_they_are_published() -> None:
    with pytest.raises(BadTopic):
        for_bus(line({}, topic="order"))
    with pytest.raises(BadKind):
        for_bus(line({}, kind="Stage!"))
    with pytest.raises(TypeError):
        for_bus(line({"when": object()}))


@pytest.mark.parametrize(
    "message",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"publisher":"p","number":1,"lines":[[1]]}',
        '{"publisher":"p","lines":[]}',
    ],
)
def test_a_foreign_message_is_named(message: str) -> None:
    with pytest.raises(BadMessage):
        unpack(message)
