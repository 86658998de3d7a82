"""The first thousand of the real products the mall is shown with."""

from __future__ import annotations

import gzip
from itertools import islice
from pathlib import Path

import orjson
import pytest

from tests.domains.events import published
from tests.domains.factories.stores import make_store
from tests.flows.import_products.files import counts, take
from tradewind.domains.catalogue.events import ProductChanged
from tradewind.domains.catalogue.models import Product, Variant

FILE = Path(__file__).parents[4] / "shared/data/icecat-products.jsonl.gz"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILE.exists(), reason=f"{FILE.name} is not in ../shared/data"),
]


def test_real_products_come_in_and_nothing_changes_the_second_time() -> None:
    store = make_store()
    with gzip.open(FILE) as lines:
        content = b"".join(islice(lines, 1_000))
    assert counts(take(store, content, stock=25)) == (1_000, 0, 0, 0)
    products = Product.objects.for_store(store.pk)
    described = sum(bool(orjson.loads(line)["attributes"]) for line in content.splitlines())
    assert 900 < products.exclude(attributes={}).count() == described
    notebook = products.get(external_id="2101957")
    assert notebook.attributes["display_diagonal"] == 17.0
    assert notebook.attributes["touchscreen"] is False
    assert Variant.objects.for_store(store.pk).get(product=notebook).gtin == "0884420588030"
    assert len(published(ProductChanged)) == 1_000

    assert counts(take(store, content, stock=25)) == (0, 0, 1_000, 0)
    assert len(published(ProductChanged)) == 1_000
