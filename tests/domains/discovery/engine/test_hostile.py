from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domains.discovery.engine.factories import (
    ids,
    make_attribute,
    make_index,
    make_product,
)
from tradewind.domains.discovery.engine.questions import Filters, SearchQuery, Sort
from tradewind.domains.discovery.engine.searching import SearchIndex

# Lone surrogates included: they arrive in JSON bodies and can't be encoded.
anything = st.text(st.characters(), max_size=200)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    return make_index(
        tmp_path_factory.mktemp("index"),
        make_product("mug", "Blue mug", attributes=(make_attribute("colour", "blue"),)),
        make_product("pot", "Tea pot", attributes=(make_attribute("colour", "white"),)),
    )


@settings(max_examples=300, deadline=None)
@given(text=anything, language=st.sampled_from(["en", "fr", "ar", "ko", "", "x-y_z"]))
def test_no_text_raises(index: SearchIndex, text: str, language: str) -> None:
    results = index.search(SearchQuery(text, language=language, currency="CAD"))
    assert results.total >= len(results.hits)
    index.suggest(text, language=language)


@settings(max_examples=100, deadline=None)
@given(
    name=anything,
    value=anything,
    price=st.tuples(st.none() | st.integers(), st.none() | st.integers()),
    offset=st.integers(),
    limit=st.integers(),
    sort=st.sampled_from(Sort),
    currency=anything,
)
def test_no_filter_or_page_raises(
    index: SearchIndex,
    name: str,
    value: str,
    price: tuple[int | None, int | None],
    offset: int,
    limit: int,
    sort: Sort,
    currency: str,
) -> None:
    chosen = frozenset({value})
    filters = Filters(
        attributes={name: chosen}, brands=chosen, categories=chosen, stores=chosen, price=price
    )
    for asked in (filters, Filters(price=price)):
        index.search(
            SearchQuery(
                "mug", filters=asked, sort=sort, offset=offset, limit=limit, currency=currency
            )
        )
        index.search(SearchQuery("mug", filters=asked, sort=sort, limit=limit, currency="CAD"))


def test_a_filter_that_cannot_be_encoded_finds_nothing(index: SearchIndex) -> None:
    filters = Filters(attributes={"\ud800": frozenset({"\udfff"})})
    assert index.search(SearchQuery("mug", filters=filters)).total == 0


@settings(max_examples=25, deadline=None)
@given(title=anything, value=anything, number=st.floats(), code=anything)
def test_no_product_breaks_an_index(
    tmp_path_factory: pytest.TempPathFactory, title: str, value: str, number: float, code: str
) -> None:
    product = make_product(
        "odd",
        title,
        description=value,
        brand=value,
        sku=code,
        gtins=(code,),
        tags=(value,),
        attributes=(make_attribute(value, value), make_attribute(code, number)),
    )
    index = make_index(tmp_path_factory.mktemp("odd"), product, make_product("mug", "Blue mug"))
    assert "mug" in ids(index.search(SearchQuery("blue mug")))
    assert index.search(SearchQuery("", currency="CAD")).total == 2


@pytest.mark.parametrize(
    "text",
    ["mug AND pot", "title:mug", '"mug', "mug~2", "(mug", "+mug -blue", "mu?", "m*g", "[a TO z]"],
)
def test_query_syntax_is_only_text(index: SearchIndex, text: str) -> None:
    plain = "".join(char if char.isalnum() else " " for char in text)
    assert ids(index.search(SearchQuery(text))) == ids(index.search(SearchQuery(plain)))


def test_ten_kilobytes_are_read_as_their_beginning(index: SearchIndex) -> None:
    assert ids(index.search(SearchQuery("mug " * 2_560))) == ["mug"]
    results = index.search(SearchQuery("".join(f"w{n} " for n in range(2_000))))
    assert (results.hits, results.took_ms < 100) == ((), True)
    assert index.suggest("x" * 10_240, language="en").products == ()
