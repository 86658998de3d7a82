from __future__ import annotations

from pathlib import Path

import pytest

from tests.domains.discovery.engine.factories import (
    ids,
    make_attribute,
    make_category,
    make_index,
    make_product,
)
from tradewind.domains.discovery.engine.documents import Translation
from tradewind.domains.discovery.engine.questions import Filters, SearchQuery, Sort
from tradewind.domains.discovery.engine.searching import SearchIndex

BAGS = make_category("cat_bags", "Bags")


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return make_index(
        tmp_path,
        make_product(
            "keyboard", "Cherry keyboard Black", attributes=(make_attribute("colour", "Black"),)
        ),
        make_product(
            "cover", "Cherry keyboard cover Black", attributes=(make_attribute("colour", "Black"),)
        ),
        make_product("toner", "Brother TN-2110 toner", sku="TN-2110", gtins=("4977766658829",)),
        make_product("card", "Gigabyte GeForce RTX 2060 graphics card"),
        make_product("card2", "Palit GeForce RTX2060 graphics card"),
        make_product("watch", "Garmin smartwatch"),
        make_product("bag", 'Targus laptop bag 15.6"', categories=(BAGS,)),
        make_product("bank", "Anker power bank"),
        make_product(
            "phone", "Apple iPhone 7", translations={"fr": Translation("Téléphone Apple iPhone 7")}
        ),
        make_product(
            "printer",
            "HP printer",
            translations={"ar": Translation("طابعة ليزر"), "ko": Translation("레이저 프린터")},
        ),
        make_product(
            "storybook",
            "Quiet sea",
            translations={
                "ko": Translation("아이를 위한 그림책 세트"),
                "vi": Translation("Sách tranh cho bé"),
                "mn": Translation("Хүүхдийн зурагт ном"),
            },
        ),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("keyboard", ["keyboard", "cover"]),
        ("KEYBOARDS", ["keyboard", "cover"]),
        ("keyboard cover", ["cover"]),
        ("cover for the keyboard", ["cover"]),
        ("tn2110", ["toner"]),
        ("tn 2110", ["toner"]),
        ("TN-2110", ["toner"]),
        ("brother tn2110 toner", ["toner"]),
        ("4977766658829", ["toner"]),
        ("smart watch", ["watch"]),
        ("powerbank", ["bank"]),
        ("iphone7", ["phone"]),
        ("15 inch laptop bag", ["bag"]),
        ('15" laptop bag', ["bag"]),
        ("bags", ["bag"]),
    ],
)
def test_a_word_is_met_however_it_is_written(
    index: SearchIndex, text: str, found: list[str]
) -> None:
    results = index.search(SearchQuery(text))
    assert (ids(results), results.corrected_query, results.relaxed) == (found, None, False)
    assert results.total == len(found)


@pytest.mark.parametrize("text", ["rtx 2060", "rtx2060"])
def test_joined_and_apart_find_both(index: SearchIndex, text: str) -> None:
    assert set(ids(index.search(SearchQuery(text)))) == {"card", "card2"}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "telephones", ["phone"]),
        ("fr-CA", "Téléphone", ["phone"]),
        ("ar", "الطابعات", ["printer"]),
        ("ko", "프린터", ["printer"]),
        ("ko", "HP printer", ["printer"]),
        ("ko", "레이저프린터", ["printer"]),
        ("ko", "책", ["storybook"]),
        ("ko", "그림책세트", ["storybook"]),
        ("vi", "sách tranh", ["storybook"]),
        ("vi", "sach tranh cho be", ["storybook"]),
        ("vi-VN", "printer", ["printer"]),
        ("mn", "хүүхэд ном", ["storybook"]),
        ("mn", "huuhdiin nom", ["storybook"]),
        ("mn", "keyboard", ["keyboard", "cover"]),
        ("fr", "keyboards", ["keyboard", "cover"]),
    ],
)
def test_each_language_finds_its_own_words_and_the_original(
    index: SearchIndex, language: str, text: str, found: list[str]
) -> None:
    results = index.search(SearchQuery(text, language=language))
    assert (ids(results), results.corrected_query) == (found, None)


def test_another_languages_words_are_not_found(index: SearchIndex) -> None:
    assert index.search(SearchQuery("téléphone", language="en")).hits == ()


@pytest.mark.parametrize(
    ("typed", "meant", "found"),
    [
        ("keybord", "keyboard", ["keyboard", "cover"]),
        ("kyeboard", "keyboard", ["keyboard", "cover"]),
        ("smartwach", "smartwatch", ["watch"]),
        ("brothr tn2110", "brother tn2110", ["toner"]),
    ],
)
def test_a_misspelt_word_is_corrected(
    index: SearchIndex, typed: str, meant: str, found: list[str]
) -> None:
    results = index.search(SearchQuery(typed))
    assert (results.corrected_query, ids(results)) == (meant, found)


@pytest.mark.parametrize("typed", ["attribute", "category"])
def test_the_thing_itself_stands_before_short_titles_of_accessories(
    tmp_path: Path, typed: str
) -> None:
    told = {
        "attribute": {"attributes": (make_attribute("product_type", "Notebook"),)},
        "category": {"categories": (make_category("cat_nb", "Notebooks"),)},
    }[typed]
    wordy = "A clip of bent steel wire that holds sheets of paper together by torsion"
    others = [make_product(str(n), f"Paper clip {n}", description=wordy) for n in range(50)]
    index = make_index(
        tmp_path,
        make_product("sleeve", "Notebook sleeve", description="Notebook sleeve"),
        make_product("lock", "Lock for notebook"),
        make_product("thing", "Vendor Line 840 G5 with 16 GB and 512 GB of storage, grey", **told),
        *others,
    )
    assert ids(index.search(SearchQuery("notebook"))) == ["thing", "sleeve", "lock"]


def test_words_that_never_meet_are_relaxed_and_say_so(index: SearchIndex) -> None:
    results = index.search(SearchQuery("garmin laptop bag"))
    assert results.relaxed
    assert results.corrected_query is None
    assert ids(results) == ["bag"]
    assert [(near.id, near.label, near.count) for near in results.related_categories] == [
        ("cat_bags", "Bags", 1)
    ]


def test_nothing_is_invented(index: SearchIndex) -> None:
    results = index.search(SearchQuery("zzqxv"))
    assert (results.hits, results.total, results.facets) == ((), 0, ())
    assert (results.corrected_query, results.relaxed) == (None, False)


def test_filters_that_exclude_everything_do_not_change_the_reading(index: SearchIndex) -> None:
    results = index.search(SearchQuery("keyboard", filters=Filters(brands=frozenset({"Nobody"}))))
    assert (results.total, results.corrected_query, results.relaxed) == (0, None, False)


def test_sold_out_and_unpopular_stand_behind(tmp_path: Path) -> None:
    index = make_index(
        tmp_path,
        make_product("gone", "Blue mug", in_stock=False, popularity=10_000),
        make_product("plain", "Blue mug"),
        make_product("loved", "Blue mug", popularity=500),
    )
    assert ids(index.search(SearchQuery("mug"))) == ["loved", "plain", "gone"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.PRICE_ASC, ["b", "c", "a", "d"]),
        (Sort.PRICE_DESC, ["a", "c", "b", "d"]),
        (Sort.NEWEST, ["d", "c", "b", "a"]),
        (Sort.POPULAR, ["c", "a", "d", "b"]),
    ],
)
@pytest.mark.parametrize("text", ["mug", ""])
def test_other_orders(tmp_path: Path, sort: Sort, order: list[str], text: str) -> None:
    base = make_product("x", "x").created_at
    index = make_index(
        tmp_path,
        make_product("a", "mug", prices={"CAD": 900}, popularity=3, created_at=base.replace(day=1)),
        make_product("b", "mug", prices={"CAD": 100}, created_at=base.replace(day=2)),
        make_product("c", "mug", prices={"CAD": 500}, popularity=8, created_at=base.replace(day=3)),
        make_product("d", "mug", prices={"USD": 1}, created_at=base.replace(day=4)),
    )
    query = SearchQuery(text, sort=sort, currency="CAD")
    assert ids(index.search(query)) == order


def test_pages_follow_one_another(tmp_path: Path) -> None:
    index = make_index(tmp_path, *(make_product(str(n), "mug", popularity=n) for n in range(7)))
    first, second, third = (
        ids(index.search(SearchQuery("", offset=offset, limit=3))) for offset in (0, 3, 6)
    )
    assert (first, second, third) == (["6", "5", "4"], ["3", "2", "1"], ["0"])


def test_suggestions_for_what_is_typed_so_far(index: SearchIndex) -> None:
    offered = index.suggest("lap", language="en")
    assert [hit.id for hit in offered.products] == ["bag"]
    assert (offered.categories, offered.brands, offered.queries) == ((), (), ())
    assert [found.id for found in index.suggest("ba", language="en").categories] == ["cat_bags"]
    assert [hit.id for hit in index.suggest("cherry keyboard co", language="en").products] == [
        "cover"
    ]
    assert index.suggest("  ", language="en").products == ()
