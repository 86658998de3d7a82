from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewind.domains.catalogue.rules import (
    Option,
    OptionValue,
    TooManyVariants,
    is_gtin,
    normal_gtin,
    option_rows,
    read_options,
    rearrange,
    slug_of,
)
from tradewind.domains.catalogue.rules.options import Held
from tradewind.kernel.errors import InvalidInput


@pytest.mark.parametrize("text", ["4006381333931", "96385074", "036000291452", "10012345678902"])
def test_numbers_under_real_bar_codes(text: str) -> None:
    assert is_gtin(text)


@pytest.mark.parametrize(
    "text", ["4006381333932", "400638133393", "", "40063813339３1", "-4006381333931"]
)
def test_what_is_no_gtin(text: str) -> None:
    assert not is_gtin(text)


@given(st.text(string.digits, min_size=12, max_size=12), st.integers(0, 9))
def test_one_check_digit_of_ten_fits(body: str, wrong_by: int) -> None:
    fitting = [digit for digit in string.digits if is_gtin(body + digit)]
    assert len(fitting) == 1


def test_a_gtin_as_people_and_spreadsheets_write_it() -> None:
    assert normal_gtin(" 4-006381-333931 ") == "4006381333931"
    assert normal_gtin("36000291452") == "036000291452"
    assert normal_gtin("4006381333932") is None
    assert normal_gtin("") is None


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Crème brûlée — 2 pièces", "creme-brulee-2-pieces"),
        ("Женское пальто", "zhenskoe-palto"),
        ("Өвлийн гутал", "ovliin-gutal"),
        ("한복 저고리", "hanbog-jeogori"),
        ("ひらがな", "hiragana"),
        ("Áo dài đỏ", "ao-dai-do"),
        ("قميص", "qmys"),
        ("Men's shirt", "mens-shirt"),
        ("絹", "item"),
        ("🎁", "item"),
        ("", "item"),
    ],
)
def test_addresses_people_can_read(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@given(st.text(max_size=300), st.integers(5, 120))
def test_a_slug_is_always_one(title: str, longest: int) -> None:
    slug = slug_of(title, longest=longest)
    assert 0 < len(slug) <= longest
    assert set(slug) <= set(string.ascii_lowercase + string.digits + "-")
    assert slug_of(slug, longest=longest) == slug


def test_a_slug_falls_back_to_the_next_text() -> None:
    assert slug_of("絹", "SILK-1") == "silk-1"


RED_BLUE = (Option.of("Colour", "Red", "Blue"),)


def test_renamed_values_keep_their_variants() -> None:
    options = [
        Option(
            "Color", (OptionValue("Blue", was="Red"), OptionValue("Red", was="Blue")), was="Colour"
        )
    ]
    plan = rearrange(
        before=["Colour"],
        options=options,
        variants=[Held(1, ("Red",), False), Held(2, ("Blue",), False)],
    )
    assert plan.places == [(("Blue",), 1), (("Red",), 2)]
    assert plan.put_away == []


def test_a_new_option_takes_the_variants_along_with_its_first_value() -> None:
    plan = rearrange(
        before=["Colour"],
        options=[*RED_BLUE, Option.of("Size", "S", "M")],
        variants=[Held(1, ("Red",), False), Held(2, ("Blue",), False)],
    )
    assert plan.places == [
        (("Red", "S"), 1),
        (("Red", "M"), None),
        (("Blue", "S"), 2),
        (("Blue", "M"), None),
    ]


def test_where_an_option_goes_the_first_stays() -> None:
    plan = rearrange(
        before=["Colour"],
        options=[],
        variants=[Held(1, ("Red",), False), Held(2, ("Blue",), False)],
    )
    assert (plan.places, plan.put_away) == ([((), 1)], [2])


def test_one_that_was_put_away_comes_back_and_is_not_put_away_again() -> None:
    held = [Held(1, ("Red",), False), Held(2, ("Blue",), True), Held(3, ("Green",), True)]
    plan = rearrange(before=["Colour"], options=RED_BLUE, variants=held)
    assert (plan.places, plan.put_away) == ([(("Red",), 1), (("Blue",), 2)], [])


@given(st.lists(st.sets(st.sampled_from("abcdef"), min_size=1), max_size=3), st.data())
def test_every_combination_has_one_place_and_no_variant_is_lost(
    values: list[set[str]], data: st.DataObject
) -> None:
    options = [Option.of(f"o{n}", *sorted(each)) for n, each in enumerate(values)]
    names = [option.name for option in options]
    choices = st.tuples(*(st.sampled_from("abcdef") for _ in names))
    held = [
        Held(number, chosen, data.draw(st.booleans()))
        for number, chosen in enumerate(data.draw(st.lists(choices, unique=True, max_size=8)))
    ]
    plan = rearrange(before=names, options=options, variants=held)
    wanted = [chosen for chosen, _ in plan.places]
    assert len(set(wanted)) == len(wanted)
    placed = {variant_id for _, variant_id in plan.places if variant_id is not None}
    live = {each.variant_id for each in held if not each.is_archived}
    assert live == (placed & live) | set(plan.put_away)
    assert placed.isdisjoint(plan.put_away)


@pytest.mark.parametrize(
    ("options", "fields"),
    [
        ([Option.of("", "a")], {"options": "required"}),
        ([Option.of("Size")], {"options.0.values": "required"}),
        ([Option.of("Size", "S", "s")], {"options.0.values": "repeated"}),
        ([Option.of("Size", "S"), Option.of("size", "M")], {"options": "repeated"}),
        ([Option.of("Size", "x" * 81)], {"options.0.values": "too_long"}),
    ],
)
def test_options_that_make_no_sense(options: list[Option], fields: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        rearrange(before=[], options=options, variants=[])
    assert refused.value.fields == fields


def test_too_many_combinations_are_refused_before_they_are_made() -> None:
    options = [Option.of(f"o{n}", *map(str, range(200))) for n in range(4)]
    with pytest.raises(TooManyVariants):
        rearrange(before=[], options=options, variants=[])


def test_options_come_back_from_the_row_as_they_were() -> None:
    options = (
        Option(
            "Colour",
            (OptionValue("Red", "Red", {"fr": "Rouge"}), OptionValue("Blue", "Blue")),
            "Colour",
            {"fr": "Couleur"},
        ),
    )
    assert read_options(option_rows(options)) == options


def test_colours_are_kept_with_the_option_they_show() -> None:
    options = (
        Option("Colour", (OptionValue("Red", was="Red", swatch="#c0392b"),), was="Colour"),
        Option("Size", (OptionValue("S", was="S"),), was="Size"),
    )
    rows = option_rows(options)
    assert rows == [
        {"name": "Colour", "values": ["Red"], "swatches": {"Red": "#c0392b"}},
        {"name": "Size", "values": ["S"]},
    ]
    assert read_options(rows) == options
