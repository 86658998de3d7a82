from __future__ import annotations

import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.kernel import ids
from tradewind.kernel.errors import NotFound


@given(st.uuids())
def test_what_is_encoded_is_decoded(uuid: UUID) -> None:
    text = ids.encode("ord", uuid)
    assert re.fullmatch(r"ord_[0-7][0-9a-hjkmnp-tv-z]{25}", text)
    assert ids.decode("ord", text) == uuid


@given(st.uuids(), st.uuids())
def test_texts_sort_as_their_uuids(one: UUID, other: UUID) -> None:
    assert (ids.encode("x", one) < ids.encode("x", other)) is (one < other)


def test_the_published_example_of_the_format() -> None:
    # https://github.com/jetify-com/typeid/blob/main/spec/valid.yml
    uuid = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
    assert ids.encode("prefix", uuid) == "prefix_01h455vb4pex5vsknk084sn02q"


def test_fresh_ids_are_of_version_7_and_grow_with_time(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for millis in (1_700_000_000_000, 1_700_000_000_001, 1_800_000_000_000):
        monkeypatch.setattr(ids.time, "time_ns", lambda at=millis: at * 1_000_000)
        made.append(ids.new_uuid())
    assert [uuid.int >> 80 for uuid in made] == [
        1_700_000_000_000,
        1_700_000_000_001,
        1_800_000_000_000,
    ]
    assert {uuid.version for uuid in made} == {7}
    assert {uuid.variant for uuid in made} == {"specified in RFC 4122"}
    assert made == sorted(made)


def test_fresh_ids_differ() -> None:
    assert len({ids.new_id("ord") for _ in range(2000)}) == 2000


@given(st.text(max_size=40))
def test_hostile_text_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        ids.decode("ord", text)


@given(st.text(min_size=26, max_size=26))
def test_a_hostile_suffix_is_not_found_or_read_back_as_it_was(suffix: str) -> None:
    try:
        uuid = ids.decode("ord", f"ord_{suffix}")
    except NotFound:
        return
    assert ids.encode("ord", uuid) == f"ord_{suffix}"


GOOD = "01h455vb4pex5vsknk084sn02q"


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"_{GOOD}",
        f"prd_{GOOD}",
        f"ord_ord_{GOOD}",
        f"ORD_{GOOD}",
        f"ord_{GOOD.upper()}",
        f"ord_{GOOD[:-1]}",
        f"ord_{GOOD}0",
        f"ord_8{GOOD[1:]}",
        f"ord_{GOOD[:-1]}u",
        f"ord_{GOOD[:-1]}٣",
        f"ord_{GOOD[:-1]}\x00",
        f" ord_{GOOD}",
        f"ord_{GOOD}\n",
    ],
)
def test_close_but_wrong_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        ids.decode("ord", text)


def test_tokens_are_url_safe_and_differ() -> None:
    tokens = {ids.new_token() for _ in range(500)}
    assert len(tokens) == 500
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", token) for token in tokens)
