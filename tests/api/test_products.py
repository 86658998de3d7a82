"""What a program reads of the mall: lists, products, search, categories, sellers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.domains.factories.catalogue import variants_of
from tests.domains.factories.discovery import (
    forget_everything,
    make_for_sale,
    make_listed,
)
from tests.domains.factories.pricing import make_rates
from tests.domains.factories.shipping import make_method
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Attribute, Category, Media, Product
from tradewind.domains.discovery.indexing import reindex
from tradewind.domains.discovery.operations import refresh_listings
from tradewind.domains.stores.models import Store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.DATA = tmp_path
    forget_everything()
    yield
    forget_everything()


def read(client: Client, path: str, **parameters: Any) -> Any:
    response = client.get(f"/api/v1{path}", parameters)
    assert response.status_code == 200, response.content
    return response.json()


def test_a_list_is_one_statement_in_the_reader_s_language_and_currency(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_rates(base="EUR", CAD="1.50", USD="1.20")
    lamps = Category.objects.create(
        slug="lamps", title="Lamps", translations={"fr": {"title": "Lampes"}}
    )
    product = make_for_sale(
        title="Lamp", slug="lamp", category=lamps, translations={"fr": {"title": "Lampe"}}
    )
    Media.objects.create(
        store=product.store,
        product=product,
        file="products/aa/lamp.webp",
        renditions={"320": "products/aa/lamp-320.webp"},
    )
    make_listed(title="Other", store=product.store)
    refresh_listings(product_ids=[product.pk])
    read(client, "/products")
    with django_assert_num_queries(1):
        body = read(client, "/products", currency="USD", language="fr", category="lamps")
    assert body == {
        "items": [
            {
                "id": product.public_id,
                "slug": "lamp",
                "title": "Lampe",
                "brand": "",
                "store": {
                    "id": product.store.public_id,
                    "slug": product.store.slug,
                    "name": product.store.name,
                },
                "category": {"slug": "lamps", "title": "Lampes"},
                "price": {"amount": "8.00", "minor": 800, "currency": "USD"},
                "compare_at": None,
                "about": None,
                "has_range": False,
                "is_converted": True,
                "in_stock": True,
                "picture": {
                    "url": "/files/public/products/aa/lamp.webp",
                    "alt": "",
                    "renditions": {"320": "/files/public/products/aa/lamp-320.webp"},
                },
                "variant_id": variants_of(product)[0].public_id,
            }
        ],
        "next_cursor": None,
        "display": None,
    }


def test_pages_follow_each_other(client: Client) -> None:
    made = {str(make_listed().public_id) for _ in range(5)}
    first = read(client, "/products", limit=3, sort="newest")
    second = read(client, "/products", limit=3, sort="newest", cursor=first["next_cursor"])
    seen = [item["id"] for item in first["items"] + second["items"]]
    assert (len(seen), set(seen)) == (5, made)
    assert second["next_cursor"] is None


def test_who_has_a_list_already_gets_nothing_again(client: Client) -> None:
    make_listed()
    first = client.get("/api/v1/products", headers={"accept-language": "fr"})
    assert first.headers["Cache-Control"] == "public, max-age=10"
    assert first.headers["Content-Language"] == "fr"
    again = client.get(
        "/api/v1/products",
        headers={"accept-language": "fr", "if-none-match": first.headers["ETag"]},
    )
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("currency=XXX", "currency"),
        ("sort=random", "sort"),
        ("limit=0", "limit"),
        ("limit=1000", "limit"),
        ("cursor=%F0%9F%98%80", "cursor"),
        ("price_from=cheap", "price_from"),
        ("price_until=1.001", "price_until"),
        ("in_stock=perhaps", "in_stock"),
        ("category=" + "x" * 500, "category"),
    ],
)
def test_what_a_list_can_t_be_asked(client: Client, query: str, field: str) -> None:
    response = client.get(f"/api/v1/products?{query}")
    assert response.status_code == 422
    assert field in response.json()["fields"]


def test_drafts_archived_and_closed_stores_are_in_no_list_and_no_address(client: Client) -> None:
    draft = make_listed(status=Product.Status.DRAFT)
    closed = make_listed()
    Store.objects.filter(pk=closed.store_id).update(status=Store.Status.CLOSED)
    refresh_listings(product_ids=[closed.pk])
    reindex()
    assert read(client, "/products")["items"] == []
    assert read(client, "/search")["items"] == []
    for product in (draft, closed):
        assert client.get(f"/api/v1/products/{product.public_id}").status_code == 404


def test_a_product_says_everything_in_one_statement(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    store = make_store(name="Birch", slug="birch")
    make_method(store=store, price="5.00")
    Attribute.objects.create(
        code="colour",
        kind="text",
        label="Colour",
        translations={"fr": {"label": "Couleur", "values": {"Red": "Rouge"}}},
    )
    product = make_listed(
        store=store,
        variants=2,
        title="Lamp",
        attributes={"colour": "Red"},
        translations={"fr": {"title": "Lampe"}},
    )
    Media.objects.create(store=store, product=product, file="a.webp", alt="A", shows=["Choice 1"])
    path = f"/products/{product.public_id}"
    read(client, path)
    with django_assert_num_queries(1):
        body = read(client, path, language="fr", currency="CAD", country="CA", region="ON")
    assert (body["title"], body["is_on_sale"]) == ("Lampe", True)
    assert [
        (variant["price"]["minor"], variant["available"], variant["choices"])
        for variant in body["variants"]
    ] == [(1000, 10, ["Choice 0"]), (1100, 10, ["Choice 1"])]
    assert body["attributes"] == [
        {"code": "colour", "label": "Couleur", "kind": "text", "unit": "", "value": "Rouge"}
    ]
    assert body["pictures"][0]["shows"] == body["variants"][1]["keys"]
    assert [way["price"]["minor"] for way in body["deliveries"]] == [500]
    assert body["store"]["slug"] == "birch"


def test_what_is_sold_no_longer_keeps_its_page_without_price(client: Client) -> None:
    product = make_listed(status=Product.Status.DISCONTINUED)
    body = read(client, f"/products/{product.public_id}")
    assert not body["is_on_sale"]
    assert body["deliveries"] == []
    assert body["variants"][0]["price"] is None


def test_a_place_the_store_does_not_deliver_to(client: Client) -> None:
    body = read(client, f"/products/{make_listed().public_id}", country="JP")
    assert body["deliveries"] == []
    assert body["variants"][0]["price"] is not None


@pytest.mark.parametrize("product_id", ["prd_nobody", "x", "str_01m7w8ktdme2b9xkpb06ngq6r2", "'"])
def test_an_unknown_product(client: Client, product_id: str) -> None:
    assert client.get(f"/api/v1/products/{product_id}").status_code == 404


def test_search_narrows_by_its_address(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        make_listed(title=f"Lamp {number}", price=f"{number + 1}0.00", brand="Glow")
    make_listed(title="Chair")
    reindex()
    read(client, "/search", q="lamp")
    with django_assert_num_queries(1):
        body = read(client, "/search", q="lamp", price="15-30", sort="price_desc")
    assert [item["title"] for item in body["items"]] == ["Lamp 2", "Lamp 1"]
    assert (body["total"], body["page"], body["has_index"]) == (2, 1, True)
    assert body["corrected"] is None
    suggested = read(client, "/suggestions", q="gl")
    assert suggested["brands"] == ["Glow"]


def test_search_without_an_index_answers_with_what_there_is(client: Client) -> None:
    make_listed(title="Lamp")
    body = read(client, "/search", q="lamp", brand="x", sort="price_asc", page=1)
    assert [item["title"] for item in body["items"]] == ["Lamp"]
    assert not body["has_index"]


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "a" * 5_000,
        "q=%22%29+OR+1%3D1%3B--",
        "q=title%3A*+AND+%2B-%21%5B%5D%7B%7D%5E~%5C%2F",
        "q=%F0%9F%98%80%F0%9F%98%80",
        "q=%FF%FE",
        "q=%E2%80%AE%D9%85%D8%B1",
        "q=a&page=99999999999999999999",
        "q=a&a.%22%5D=x&a..=y",
        "q=a&price=-9e99-9e99&sort=%27",
        "q=" + "%20".join("x" * 60),
        "&".join(f"brand={number}" for number in range(300)),
        "category=%0A",
    ],
)
def test_no_search_breaks(client: Client, query: str) -> None:
    make_listed(title="Lamp")
    reindex()
    for path in ("/search", "/suggestions"):
        assert client.get(f"/api/v1{path}?{query}").status_code in (200, 422)
    assert client.get(f"/api/v1/search?{query}").status_code == 200


def test_categories_are_a_tree(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    home = Category.objects.create(
        slug="home", title="Home", translations={"ar": {"title": "المنزل"}}
    )
    Category.objects.create(slug="lamps", title="Lamps", parent=home)
    with django_assert_num_queries(1):
        body = read(client, "/categories", language="ar")
    assert [(node["slug"], node["title"]) for node in body["items"]] == [("home", "المنزل")]
    assert [child["slug"] for child in body["items"][0]["children"]] == ["lamps"]
    with django_assert_num_queries(0):
        read(client, "/categories")


def test_sellers(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    store = make_store(name="Birch", slug="birch", tagline="Wood")
    make_store(slug="shut", status=Store.Status.CLOSED)
    with django_assert_num_queries(1):
        body = read(client, "/stores")
    assert [seller["slug"] for seller in body["items"]] == ["birch"]
    one = read(client, "/stores/birch")
    assert one == {
        "id": store.public_id,
        "slug": "birch",
        "name": "Birch",
        "tagline": "Wood",
        "story": "",
        "country": "CA",
        "currency": "CAD",
        "mark": "",
    }
    assert client.get("/api/v1/stores/shut").status_code == 404
