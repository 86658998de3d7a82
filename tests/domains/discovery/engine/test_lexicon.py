from __future__ import annotations

import pytest

from tests.domains.discovery.engine.factories import make_attribute, make_product
from tradewind.domains.discovery.engine.lexicon import (
    FacetRule,
    Lexicon,
    facet_value,
    learn,
    names_a_type,
)


def test_describing_words_are_those_that_attributes_repeat() -> None:
    learnt = learn(
        make_product(
            str(n), f"Desk keyboard {colour}", attributes=(make_attribute("colour", colour),)
        )
        for n, colour in enumerate(["Black", "White", "Black", "Red"])
    )
    assert learnt.describing == {"black", "white", "red"}


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("Cherry keyboard Black", ["keyboard"]),
        ("Cherry Keyboard cover", ["cover"]),
        ('Targus notebook case 15.6"', ["case"]),
        ("Cover for Cherry keyboard", ["cover"]),
        ("Housse pour clavier", ["housse"]),
        ("Cable for mouse, keyboard", ["cable", "keyboard"]),
        ("", []),
    ],
)
def test_the_head_names_the_thing(title: str, heads: list[str]) -> None:
    assert Lexicon(describing=frozenset({"black"})).heads(title) == heads


def test_a_type_attribute_does_not_make_its_words_describing() -> None:
    learnt = learn(
        make_product(str(n), "Quiet fan", attributes=(make_attribute("product_type", "Fan"),))
        for n in range(3)
    )
    assert learnt.describing == frozenset()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("product_type", True),
        ("Type", True),
        ("Product type", True),
        ("memory_type", False),
        ("colour", False),
        ("product", False),
    ],
)
def test_only_the_products_own_type_counts_as_type(name: str, expected: bool) -> None:
    assert names_a_type(name) is expected


def test_many_numbers_become_round_ranges_and_few_stay() -> None:
    learnt = learn(
        make_product(
            str(n),
            "Disk",
            attributes=(make_attribute("weight", float(n)), make_attribute("ports", float(n % 4))),
        )
        for n in range(1, 1001)
    )
    assert learnt.facets["ports"] == FacetRule()
    assert learnt.facets["weight"] == FacetRule((200.0, 500.0, 1000.0))


def test_free_text_makes_no_facet() -> None:
    learnt = learn(
        make_product(str(n), "Pen", attributes=(make_attribute("note", f"a remark numbered {n}"),))
        for n in range(40)
    )
    assert "note" in learnt.rejected
    assert learnt.facet_values(make_attribute("note", "x")) == []


@pytest.mark.parametrize(
    ("value", "cuts", "written"),
    [
        (True, (), "true"),
        (16.0, (), "16"),
        (2.5, (), "2.5"),
        (" Red ", (), "Red"),
        (5.0, (10.0, 20.0), "..10"),
        (10.0, (10.0, 20.0), "10..20"),
        (99.0, (10.0, 20.0), "20.."),
        (float("nan"), (), ""),
        (float("inf"), (10.0,), ""),
    ],
)
def test_values_are_written_one_way(
    value: str | float | bool, cuts: tuple[float, ...], written: str
) -> None:
    assert facet_value(value, FacetRule(cuts)) == written


def test_what_was_learnt_survives_storage() -> None:
    learnt = Lexicon(frozenset({"black"}), {"weight": FacetRule((1.0, 5.0))}, frozenset({"note"}))
    assert Lexicon.from_json(learnt.as_json()) == learnt
