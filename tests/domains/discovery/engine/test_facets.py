from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.domains.discovery.engine.factories import (
    ids,
    make_attribute,
    make_category,
    make_index,
    make_product,
)
from tradewind.domains.discovery.engine.documents import ProductDocument
from tradewind.domains.discovery.engine.questions import Facet, Filters, Results, SearchQuery
from tradewind.domains.discovery.engine.searching import SearchIndex

HOME = make_category("cat_home", "Home", fr="Maison")
CUPS = make_category("cat_cups", "Cups", fr="Tasses")
PANS = make_category("cat_pans", "Pans")


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    def mug(id: str, colour: str, size: float, price: int, **told: Any) -> ProductDocument:
        return make_product(
            id,
            f"Mug {id}",
            prices={"CAD": price},
            attributes=(
                make_attribute(
                    "colour",
                    colour,
                    labels={"en": "Colour", "fr": "Couleur"},
                    value_labels={"red": {"fr": "rouge"}},
                ),
                make_attribute("size.cm", size, unit="cm"),
                make_attribute("washable", True),
            ),
            **{"brand": "Acme", "categories": (HOME, CUPS), **told},
        )

    return make_index(
        tmp_path,
        mug("a", "red", 8.0, 500),
        mug("b", "red", 9.0, 1500, brand="Bolt"),
        mug("c", "blue", 9.0, 2500),
        mug("d", "green", 12.0, 9000, categories=(HOME, PANS), in_stock=False),
    )


def facet(results: Results, name: str) -> Facet:
    return next(facet for facet in results.facets if facet.name == name)


def counts(results: Results, name: str) -> dict[str, int]:
    return {value.value: value.count for value in facet(results, name).values}


def test_counts_come_from_the_result(index: SearchIndex) -> None:
    results = index.search(SearchQuery("mug", currency="CAD"))
    assert counts(results, "colour") == {"red": 2, "blue": 1, "green": 1}
    assert counts(results, "brand") == {"Acme": 3, "Bolt": 1}
    assert counts(results, "size.cm") == {"8": 1, "9": 2, "12": 1}
    assert counts(results, "category") == {"cat_cups": 3, "cat_pans": 1}
    assert counts(results, "in_stock") == {"true": 3, "false": 1}
    assert counts(results, "price") == {
        "500..999": 1, "1000..1999": 1, "2000..4999": 1, "5000..9999": 1,
    }  # fmt: skip


def test_what_leaves_no_choice_is_no_facet(index: SearchIndex) -> None:
    results = index.search(SearchQuery("mug", currency="CAD"))
    assert {facet.name for facet in results.facets} == {
        "category", "price", "brand", "in_stock", "colour", "size.cm",
    }  # fmt: skip


def test_a_chosen_facet_keeps_its_other_values_and_narrows_the_rest(index: SearchIndex) -> None:
    chosen = Filters(attributes={"colour": frozenset({"red"})})
    results = index.search(SearchQuery("mug", filters=chosen, currency="CAD"))
    assert (sorted(ids(results)), results.total) == (["a", "b"], 2)
    assert counts(results, "colour") == {"red": 2, "blue": 1, "green": 1}
    assert counts(results, "brand") == {"Acme": 1, "Bolt": 1}
    assert [value.value for value in facet(results, "colour").values if value.selected] == ["red"]


def test_choices_in_one_facet_add_up_and_across_facets_cut(index: SearchIndex) -> None:
    chosen = Filters(
        attributes={"colour": frozenset({"red", "blue"}), "size.cm": frozenset({"9"})},
        brands=frozenset({"Acme"}),
    )
    results = index.search(SearchQuery("mug", filters=chosen))
    assert ids(results) == ["c"]
    assert counts(results, "brand") == {"Acme": 1, "Bolt": 1}
    assert counts(results, "colour") == {"blue": 1, "red": 0}


def test_a_choice_that_finds_nothing_stays_to_be_undone(index: SearchIndex) -> None:
    chosen = Filters(attributes={"colour": frozenset({"purple"})})
    results = index.search(SearchQuery("mug", filters=chosen))
    assert results.total == 0
    assert counts(results, "colour") == {"red": 2, "blue": 1, "green": 1, "purple": 0}


@pytest.mark.parametrize(
    ("price", "found"),
    [((500, 1500), ["a", "b"]), ((None, 500), ["a"]), ((2500, None), ["c", "d"]), ((1, 2), [])],
)
def test_prices_are_inclusive(
    index: SearchIndex, price: tuple[int | None, int | None], found: list[str]
) -> None:
    results = index.search(SearchQuery("mug", filters=Filters(price=price), currency="CAD"))
    assert sorted(ids(results)) == found


def test_stock_and_category_filter(index: SearchIndex) -> None:
    assert ids(index.search(SearchQuery("", filters=Filters(in_stock=False)))) == ["d"]
    pans = Filters(categories=frozenset({"cat_pans"}))
    results = index.search(SearchQuery("", filters=pans))
    assert ids(results) == ["d"]
    assert counts(results, "category") == {"cat_cups": 3, "cat_pans": 1}


def test_wording_is_in_the_shoppers_language(index: SearchIndex) -> None:
    results = index.search(SearchQuery("mug", language="fr-CA"))
    colour = facet(results, "colour")
    assert colour.label == "Couleur"
    assert [value.label for value in colour.values] == ["rouge", "blue", "green"]
    assert facet(results, "size.cm").unit == "cm"
    assert [value.label for value in facet(results, "category").values] == ["Tasses", "Pans"]


def test_facets_can_be_left_out(index: SearchIndex) -> None:
    assert index.search(SearchQuery("mug", with_facets=False)).facets == ()
