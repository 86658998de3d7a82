from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.domains.discovery.engine.spelling import Vocabulary, distance

KNOWN = Vocabulary({"keyboard": 90, "keyboards": 5, "mouse": 40, "moose": 2, "usb": 99, "i7": 9})


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("keybord", ["keyboard"]),
        ("kyeboard", ["keyboard"]),
        ("mouze", ["mouse"]),
        ("keybards", ["keyboards", "keyboard"]),
        ("mosse", ["mouse", "moose"]),
        ("ubs", []),
        ("printer", []),
        ("k" * 10_000, []),
    ],
)
def test_near_words_nearest_then_commonest_first(typed: str, offered: list[str]) -> None:
    assert KNOWN.corrections(typed) == offered


def test_short_words_and_codes_are_not_vocabulary() -> None:
    assert len(KNOWN) == 4


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xyz", 3)],
)
def test_edits_are_counted(one: str, other: str, edits: int) -> None:
    assert distance(one, other) == edits


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))


@given(st.text("abcde", min_size=5, max_size=7), st.integers(0, 6), st.sampled_from("abcde"))
def test_every_word_one_edit_away_is_found(word: str, at: int, letter: str) -> None:
    typed = word[:at] + letter + word[at + 1 :]
    found = Vocabulary({word: 1}).corrections(typed)
    assert found == ([word] if typed != word and distance(typed, word) == 1 else [])
