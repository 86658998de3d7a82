from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.kernel.errors import InvalidInput
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor

PARTS = st.one_of(st.text(), st.integers(), st.booleans(), st.none())


@given(st.lists(PARTS, min_size=1, max_size=4))
def test_a_cursor_is_read_back(key: list[object]) -> None:
    assert decode_cursor(encode_cursor(*key), len(key)) == key


@given(st.text(max_size=60))
def test_hostile_text_is_invalid_input_or_a_key_of_the_length(text: str) -> None:
    try:
        key = decode_cursor(text, 2)
    except InvalidInput:
        return
    assert len(key) == 2


@pytest.mark.parametrize(
    "content",
    [b"[1]", b"[1, 2, 3]", b'{"a": 1, "b": 2}', b'"ab"', b"12", b"\xff\xfe", b"[1, 2", b""],
)
def test_another_shape_is_invalid(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        decode_cursor(base64.urlsafe_b64encode(content).decode(), 2)


def test_a_cursor_needs_no_quoting_in_a_url() -> None:
    assert encode_cursor("2026-11-20T10:00:00Z", 7).isascii()
    assert not set(encode_cursor("???>>>", 7)) & set("+/=&?#")


def test_the_last_page_has_no_cursor() -> None:
    assert Page([1, 2]).next_cursor is None
