"""Another word for the same thing finds it, and ranks as if it had been said."""

from __future__ import annotations

from pathlib import Path

from tests.domains.discovery.engine.factories import ids, make_attribute, make_index, make_product
from tradewind.domains.discovery.engine.questions import SearchQuery
from tradewind.domains.discovery.engine.schema import IndexSettings
from tradewind.domains.discovery.engine.synonyms import synonyms


def test_the_thing_stands_before_its_accessory_under_either_name(tmp_path: Path) -> None:
    index = make_index(
        tmp_path,
        make_product("sleeve", "Laptop sleeve"),
        make_product("a", "Aspire notebook", attributes=(make_attribute("type", "Notebook"),)),
        make_product("b", "Brava notebook", attributes=(make_attribute("type", "Notebook"),)),
    )
    found = ids(index.search(SearchQuery("laptop")))
    assert set(found[:2]) == {"a", "b"}
    assert found[2:] == ["sleeve"]
    assert set(ids(index.search(SearchQuery("notebook")))) == {"a", "b"}


def test_an_ambiguous_word_counts_only_where_the_catalogue_calls_it_so(tmp_path: Path) -> None:
    index = make_index(
        tmp_path,
        make_product("computer", "Silver laptop"),
        make_product("second", "Gaming laptop"),
        make_product("paper", "Ruled notebook"),
    )
    assert set(ids(index.search(SearchQuery("laptop")))) == {"computer", "second"}


def test_several_words_have_one_word_for_them(tmp_path: Path) -> None:
    index = make_index(
        tmp_path, make_product("phone", "Nova smartphone"), make_product("case", "Wallet")
    )
    assert ids(index.search(SearchQuery("mobile phone"))) == ["phone"]
    assert ids(index.search(SearchQuery("điện thoại di động", language="vi"))) == ["phone"]


def test_what_suits_the_shopper_stands_first_and_nothing_is_left_out(tmp_path: Path) -> None:
    index = make_index(
        tmp_path,
        make_product("plain", "Plain table"),
        make_product("oak", "Large table", description="Made of oak"),
    )
    plain = ids(index.search(SearchQuery("table")))
    favoured = ids(index.search(SearchQuery("table", favour=("oak",))))
    assert set(plain) == set(favoured) == {"plain", "oak"}
    assert favoured[0] == "oak"


def test_every_list_reads() -> None:
    for language in IndexSettings().languages:
        for phrase, others in synonyms(language).items():
            assert phrase
            assert others
            assert all(other.words and other.words != phrase for other in others)
