"""The order on real products, against what people judged."""

from __future__ import annotations

import pytest

from bench import icecat
from tests.domains.discovery.engine.factories import ids
from tradewind.domains.discovery.engine.documents import ProductDocument
from tradewind.domains.discovery.engine.evaluation import evaluate
from tradewind.domains.discovery.engine.questions import SearchQuery
from tradewind.domains.discovery.engine.schema import IndexSettings
from tradewind.domains.discovery.engine.searching import SearchIndex
from tradewind.domains.discovery.engine.storage import IndexRoot
from tradewind.domains.discovery.engine.writing import rebuild

pytestmark = pytest.mark.skipif(
    not icecat.is_present(), reason="needs icecat-products and search-judgements in ../shared/data"
)


@pytest.fixture(scope="module")
def products() -> list[ProductDocument]:
    return list(icecat.documents())


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, products: list[ProductDocument]) -> SearchIndex:
    path = tmp_path_factory.mktemp("icecat")
    settings = IndexSettings(languages=("en",), currencies=("CAD",))
    rebuild(IndexRoot(path), documents=products, cursor="", settings=settings)
    return SearchIndex(path)


def test_the_order_agrees_with_people(index: SearchIndex) -> None:
    def search(text: str, limit: int) -> list[str]:
        return ids(index.search(SearchQuery(text, limit=limit, with_facets=False)))

    result = evaluate(icecat.judgements(), search)
    assert len(result.queries) == 57
    assert result.full >= 0.80
    assert result.condensed >= 0.84


@pytest.mark.parametrize(("text", "accessory"), [("mouse", "mouse pad"), ("keyboard", "cover")])
def test_things_stand_before_their_accessories(
    index: SearchIndex, products: list[ProductDocument], text: str, accessory: str
) -> None:
    titles = {product.id: product.title.lower() for product in products}
    found = [titles[id] for id in ids(index.search(SearchQuery(text, limit=600)))]
    assert sum(accessory in title for title in found) >= 8
    assert sum(accessory in title for title in found[:10]) <= 1


def test_facets_of_a_real_search_are_worth_choosing(index: SearchIndex) -> None:
    results = index.search(SearchQuery("memory card", currency="CAD"))
    assert "brand" in {facet.name for facet in results.facets}
    for facet in results.facets:
        assert len(facet.values) >= 2, facet.name
        assert all(0 < value.count <= results.total for value in facet.values), facet.name


@pytest.mark.parametrize("text", ["laptop", "laptops"])
def test_a_laptop_is_found_in_a_catalogue_that_calls_it_a_notebook(
    index: SearchIndex, products: list[ProductDocument], text: str
) -> None:
    titles = {product.id: product.title.lower() for product in products}
    found = [titles[id] for id in ids(index.search(SearchQuery(text)))]
    assert all("notebook" in title for title in found[:5])
    assert not any(
        word in title for title in found[:10] for word in ("sleeve", "case", "bag", "battery")
    )
