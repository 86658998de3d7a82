"""The page of texts that are missing."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import HTMX, member
from tests.domains.factories.catalogue import make_product
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Product
from tradewind.domains.stores.models import Store

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> Store:
    return make_store()


@pytest.fixture
def client(store: Store) -> Client:
    return member(store)[1]


def untold(store: Store) -> str:
    return reverse("console:products_untold", args=[store.slug])


def say(product: Product, language: str = "fr") -> str:
    return reverse("console:product_say", args=[product.store.slug, product.public_id, language])


def test_missing_texts_are_filled_where_they_stand(store: Store, client: Client) -> None:
    options = [{"name": "Colour", "values": ["Red"]}]
    product = make_product(store=store, title="Mug", options=options)
    page = client.get(untold(store), {"language": "fr"})
    (row,) = page.context["screen"].products
    assert [field.name for field in row.fields] == ["title", "option:Colour", "value:Colour:Red"]
    assert b'name="value:Colour:Red"' in page.content

    said = {"title": "Tasse", "option:Colour": "Couleur"}
    answer = client.post(say(product), said, headers=HTMX)
    assert answer.status_code == 200
    assert b'name="value:Colour:Red"' in answer.content
    assert b'name="title"' not in answer.content
    client.post(say(product), {"value:Colour:Red": "Rouge"})
    assert client.get(untold(store), {"language": "fr"}).context["screen"].products == []
    assert b"All is said" in client.get(untold(store), {"language": "fr"}).content
    fresh = Product.objects.for_store(store.pk).get()
    assert fresh.options[0]["translations"]["fr"] == {
        "name": "Couleur",
        "values": {"Red": "Rouge"},
    }


def test_the_language_that_lacks_most_comes_first(store: Store, client: Client) -> None:
    told = [code for code, _ in settings.LANGUAGES if code not in {"en", "mn"}]
    make_product(store=store, translations={code: {"title": "Tasse"} for code in told})
    assert client.get(untold(store)).context["screen"].code == "mn"


def test_refusals(store: Store, client: Client) -> None:
    product = make_product(store=store)
    long = client.post(say(product), {"title": "t" * 301}, headers=HTMX)
    assert long.status_code == 422
    assert b"field-error" in long.content
    assert client.post(say(product, "en"), {"title": "T"}).status_code == 404
    assert client.post(say(make_product()), {"title": "T"}).status_code == 404
    looker = member(store, "operator")[1]
    assert looker.get(untold(store)).status_code == 200
    assert looker.post(say(product), {"title": "T"}).status_code == 403


def test_the_page_costs_the_same_however_many(
    store: Store, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(12):
        make_product(store=store)
    client.get(untold(store))
    with django_assert_num_queries(9):
        client.get(untold(store))
