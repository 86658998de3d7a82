from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tradewind.domains.inventory.rules import Change, Shelf, split, worth_telling


def test_pieces_come_from_the_first_shelves() -> None:
    shelves = [Shelf(7, 1, 2, 0), Shelf(5, 2, 9, 0), Shelf(3, 1, 5, 0)]
    assert split({1: 4, 2: 1}, shelves) == ({7: 2, 5: 1, 3: 2}, [])


def test_what_one_keeps_already_counts() -> None:
    assert split({1: 4}, [Shelf(7, 1, 1, 3)]) == ({7: 4}, [])


def test_what_is_short_is_told_for_every_variant() -> None:
    _, shorts = split({2: 3, 1: 4, 9: 1}, [Shelf(7, 1, 3, 0), Shelf(8, 2, 3, 0)])
    assert shorts == [
        {"variant": 1, "wanted": 4, "available": 3},
        {"variant": 9, "wanted": 1, "available": 0},
    ]


@given(
    st.dictionaries(st.integers(1, 5), st.integers(1, 9)),
    st.lists(st.tuples(st.integers(1, 5), st.integers(0, 9), st.integers(0, 9)), max_size=12),
)
def test_a_split_gives_what_is_wanted_or_says_what_is_short(
    wanted: dict[int, int], found: list[tuple[int, int, int]]
) -> None:
    shelves = [Shelf(level_id, *rest) for level_id, rest in enumerate(found)]
    chosen, shorts = split(wanted, shelves)
    given_by_variant = dict.fromkeys(wanted, 0)
    for shelf in shelves:
        taken = chosen.get(shelf.level_id, 0)
        assert 0 <= taken <= shelf.free + shelf.mine
        if taken:
            given_by_variant[shelf.variant_id] += taken
    missing = {short["variant"]: short["wanted"] - short["available"] for short in shorts}
    assert given_by_variant == {v: n - missing.get(v, 0) for v, n in wanted.items()}
    for short in shorts:
        there = sum(s.free + s.mine for s in shelves if s.variant_id == short["variant"])
        assert short["available"] == there < short["wanted"]


def test_a_well_filled_shelf_is_no_news() -> None:
    changes = [
        Change(variant_id=1, before=100, after=4, low_at=3),
        Change(variant_id=2, before=4, after=3, low_at=3),
        Change(variant_id=3, before=3, after=9, low_at=3),
        Change(variant_id=4, before=1, after=0, low_at=0),
        Change(variant_id=5, before=0, after=1, low_at=0),
        Change(variant_id=6, before=2, after=1, low_at=0),
    ]
    assert worth_telling(changes) == [2, 3, 4, 5]
