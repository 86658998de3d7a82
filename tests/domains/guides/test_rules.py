"""Tables as they are pasted, and which size a body gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.domains.guides.rules import (
    GuideUnreadable,
    SizeRow,
    find_size,
    read_length,
    read_shades,
    read_sizes,
    size_rows,
    table_of,
)

TABLE = "size; chest; waist\nS; 86-91; 71-76\nM; 92-97; 77-82\nL; 98-103; 83-88"
ROWS = size_rows(read_sizes(TABLE, "cm"))


def test_a_table_from_a_spreadsheet_is_read_in_cm_and_in_inches() -> None:
    assert ROWS[1] == SizeRow("M", {"chest": (920, 970), "waist": (770, 820)})
    inches = size_rows(read_sizes("Size\tChest\nM\t36–38.5\nL\t40", "in"))
    assert inches == (SizeRow("M", {"chest": (914, 978)}), SizeRow("L", {"chest": (1016, 1016)}))
    assert size_rows(read_sizes("size, foot\n38, 240", "cm"))[0].ranges["foot"] == (2400, 2400)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ("size", 1),
        ("size; wings\nM; 1", 1),
        ("size; chest; chest\nM; 90; 90", 1),
        ("size; chest\nM; ninety", 2),
        ("size; chest\nM; 97-92", 2),
        ("size; chest\nM; 90; 91", 2),
        ("size; chest\nM;", 2),
        ("size; chest\n; 90", 2),
        ("size; chest\nM; 90\nM; 91", 2),
        ("size; chest\nM; 400", 2),
    ],
)
def test_what_is_no_table_names_its_line(text: str, line: int) -> None:
    with pytest.raises(GuideUnreadable) as raised:
        read_sizes(text, "cm")
    assert raised.value.details == {"line": line}


def test_shades_have_a_colour_and_perhaps_an_undertone() -> None:
    rows = read_shades("Rose 02, #C98A7A, Cool\nSand, #d9b48f")
    assert rows == [
        {"label": "Rose 02", "colour": "#c98a7a", "undertone": "cool"},
        {"label": "Sand", "colour": "#d9b48f", "undertone": ""},
    ]
    for wrong in ("Rose, red", "Rose, #c98a7a, sad", "Rose, #c98a7a, cool, more", "Rose"):
        with pytest.raises(GuideUnreadable):
            read_shades(wrong)


def test_what_was_written_can_be_read_again() -> None:
    sizes = read_sizes(TABLE, "cm")
    assert read_sizes(table_of("size", sizes), "cm") == sizes
    shades = read_shades("Rose, #c98a7a, cool\nSand, #d9b48f")
    assert read_shades(table_of("shade", shades)) == shades


@pytest.mark.parametrize(
    ("body", "size", "offs", "fits"),
    [
        ({"chest": 940, "waist": 800}, "M", [0, 0], True),
        ({"chest": 940}, "M", [0], True),
        ({"chest": 975}, "L", [-5], True),  # between: the roomier
        ({"chest": 940, "waist": 835}, "M", [0, 15], True),
        ({"chest": 1200}, "L", [170], False),
        ({"chest": 700}, "S", [-160], False),
    ],
)
def test_the_size_and_why(body: dict[str, int], size: str, offs: list[int], fits: bool) -> None:
    found = find_size(ROWS, body)
    assert found is not None
    assert (found.label, [one.off for one in found.reasons], found.fits) == (size, offs, fits)


def test_nothing_is_guessed_without_a_measure_of_the_table() -> None:
    assert find_size(ROWS, {}) is None
    assert find_size(ROWS, {"foot": 2400}) is None


@given(
    place=st.integers(0, 2), chest=st.integers(0, 50), waist=st.integers(0, 50), both=st.booleans()
)
def test_a_body_within_a_size_gets_that_size(
    place: int, chest: int, waist: int, both: bool
) -> None:
    row = ROWS[place]
    body = {"chest": row.ranges["chest"][0] + chest}
    if both:
        body["waist"] = row.ranges["waist"][0] + waist
    found = find_size(ROWS, body)
    assert found is not None
    assert (found.label, found.is_exact) == (row.label, True)


@pytest.mark.parametrize(
    ("text", "unit", "length"),
    [
        ("94", "cm", 940),
        ("94,5", "cm", 945),
        (" 37.25 ", "in", 946),
        ("4", "cm", None),
        ("999", "cm", None),
        ("-94", "cm", None),
        ("٩٤", "cm", 940),
        ("94", "ells", None),
    ],
)
def test_lengths_as_people_type_them(text: str, unit: str, length: int | None) -> None:
    assert read_length(text, unit) == length
