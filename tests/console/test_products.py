"""The list of products: what it shows, narrows, changes and takes back."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import HTMX, member, signed_in
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.identity import make_person
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.pricing import make_price
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Category, Media, Product
from tradewind.domains.catalogue.operations import add_drawing, create_category
from tradewind.domains.stores.models import Store
from tradewind.kernel.money import Money
from tradewind.platform.audit.queries import list_by_store

pytestmark = pytest.mark.django_db


def at(name: str, store: Store, *arguments: str) -> str:
    return reverse(f"console:{name}", args=[store.slug, *arguments])


def fresh(product: Product) -> Product:
    return Product.objects.for_store(product.store_id).get(pk=product.pk)


def titles(client: Client, store: Store, query: str = "") -> list[str]:
    screen = client.get(f"{at('products', store)}?{query}").context["screen"]
    return [row.title for row in screen.rows]


def change(client: Client, store: Store, do: str, *products: Product, **fields: str) -> Any:
    data = {"do": do, "product": [product.public_id for product in products], **fields}
    response: Any = client.post(at("products_changes", store), data)
    return response


def told(response: HttpResponse) -> tuple[str, str]:
    """What the last toast says, and where its undo leads."""
    *_earlier, message = get_messages(response.wsgi_request)  # type: ignore[attr-defined]
    return str(message), message.extra_tags


def test_the_list_costs_the_same_however_long(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    store = make_store()
    _person, client = member(store)
    make_product(store=store, variants=2)
    client.get(at("products", store))
    with django_assert_num_queries(10):
        assert client.get(at("products", store)).status_code == 200
    for _ in range(6):
        make_price(variant=variants_of(make_product(store=store, variants=3))[0])
    with django_assert_num_queries(10):
        client.get(at("products", store))


def test_a_row_tells_the_lowest_price_and_what_is_left() -> None:
    store = make_store()
    _person, client = member(store)
    product = make_product(store=store, title="Mug", variants=3)
    first, second, _third = variants_of(product)
    make_price(variant=first, amount="12.00")
    make_price(variant=second, amount="9.00", compare_at="11.00")
    make_stock(variant=first, on_hand=4)
    (row,) = client.get(at("products", store)).context["screen"].rows
    assert (row.price, row.was, row.has_range) == (
        Money.of("9.00", "CAD"),
        Money.of("11.00", "CAD"),
        True,
    )
    assert (row.variants, row.stock, row.out) == (3, 4, 2)
    assert row.url == at("product", store, product.public_id)


def test_views_and_filters_narrow_the_list() -> None:
    store = make_store()
    _person, client = member(store)
    kitchen = create_category(title="Kitchen things")
    mug = make_product(store=store, title="Mug", category=kitchen, description="Of clay")
    add_drawing(store_id=store.pk, product_id=mug.public_id, svg="<svg/>", width=4, height=5)
    make_product(store=store, title="Bowl", translations={"fr": {"title": "Bol"}})
    make_product(store=store, title="Draft bowl", status=Product.Status.DRAFT)
    old = make_product(store=store, title="Old bowl", status=Product.Status.DISCONTINUED)
    make_product(title="Bowl of another store")

    assert titles(client, store) == ["Bowl", "Mug"]
    assert titles(client, store, "view=draft") == ["Draft bowl"]
    assert titles(client, store, "view=discontinued") == ["Old bowl"]
    assert titles(client, store, "view=archived") == []
    assert titles(client, store, "view=all&q=bowl") == ["Old bowl", "Draft bowl", "Bowl"]
    assert titles(client, store, f"view=all&q={variants_of(old)[0].sku}") == ["Old bowl"]
    assert titles(client, store, f"category={kitchen.slug}") == ["Mug"]
    assert titles(client, store, "lack=picture") == ["Bowl"]
    assert titles(client, store, "lack=description") == ["Bowl"]
    assert titles(client, store, "lack=category") == ["Bowl"]
    assert titles(client, store, "lack=untranslated-fr") == ["Mug"]
    assert titles(client, store, "view=nonsense&lack=nonsense") == ["Bowl", "Mug"]


def test_more_rows_come_by_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tradewind.console.products.listing._PAGE", 2)
    store = make_store()
    _person, client = member(store)
    for title in ("One", "Two", "Three"):
        make_product(store=store, title=title)
    screen = client.get(at("products", store)).context["screen"]
    assert [row.title for row in screen.rows] == ["Three", "Two"]
    more = client.get(screen.more_url, headers=HTMX).content.decode()
    assert "One" in more
    assert "Three" not in more
    assert "<html" not in more
    assert client.get(f"{at('products', store)}?cursor=nonsense").status_code == 422


def test_an_empty_store_says_what_to_do_first() -> None:
    store = make_store()
    _person, client = member(store)
    page = client.get(at("products", store)).content.decode()
    assert "Put your first product on the shelf" in page
    assert at("product_new", store) in page
    _packer, packs = member(store, "operator")
    assert at("product_new", store) not in packs.get(at("products", store)).content.decode()


@pytest.mark.parametrize(
    ("do", "before", "after"),
    [
        ("publish", Product.Status.DRAFT, Product.Status.ACTIVE),
        ("discontinue", Product.Status.ACTIVE, Product.Status.DISCONTINUED),
        ("withdraw", Product.Status.ACTIVE, Product.Status.DRAFT),
        ("publish", Product.Status.DISCONTINUED, Product.Status.ACTIVE),
    ],
)
def test_a_status_is_changed_and_taken_back(do: str, before: str, after: str) -> None:
    store = make_store()
    _person, client = member(store)
    changed = [make_product(store=store, status=before) for _ in range(2)]
    untouched = make_product(store=store, status=before)
    text, undo = told(change(client, store, do, *changed))
    assert text.startswith("2 products")
    assert [fresh(product).status for product in changed] == [after, after]
    assert fresh(untouched).status == before

    client.post(undo)
    assert {fresh(product).status for product in changed} == {before}


def test_putting_away_is_taken_back_too() -> None:
    store = make_store()
    _person, client = member(store)
    product = make_product(store=store)
    response = change(client, store, "archive", product, back="view=active&q=Prod&next=//evil")
    assert dict(parse_qsl(urlsplit(response["Location"]).query)) == {"view": "active", "q": "Prod"}
    assert fresh(product).archived_at is not None
    client.post(told(response)[1])
    assert fresh(product).archived_at is None
    assert told(change(client, store, "restore", product)) == (
        "They were so already. Nothing changed.",
        "",
    )


def test_categories_and_tags_go_back_to_what_each_had() -> None:
    store = make_store()
    _person, client = member(store)
    old, new = (create_category(title=title) for title in ("Old shelf", "New shelf"))
    first = make_product(store=store, category=old, tags=["warm"])
    second = make_product(store=store)

    _text, undo = told(change(client, store, "category", first, second, category=new.public_id))
    assert [fresh(each).category for each in (first, second)] == [new, new]
    client.post(undo)
    assert [fresh(each).category for each in (first, second)] == [old, None]

    _text, undo = told(change(client, store, "tag", first, second, tag=" warm "))
    assert [fresh(each).tags for each in (first, second)] == [["warm"], ["warm"]]
    client.post(undo)
    assert [fresh(each).tags for each in (first, second)] == [["warm"], []]
    assert Category.objects.filter(pk=old.pk).exists()


def test_what_cannot_be_sold_is_left_and_counted() -> None:
    store = make_store()
    _person, client = member(store)
    good = make_product(store=store, status=Product.Status.DRAFT)
    bare = make_product(store=store, status=Product.Status.DRAFT)
    variants_of(bare)[0].delete()
    text, undo = told(change(client, store, "publish", good, bare))
    assert text == "1 product is on sale. 1 could not be sold and stays as it is."
    assert (fresh(good).status, fresh(bare).status) == ("active", "draft")
    assert undo


def test_another_stores_goods_are_nobodys() -> None:
    store, other = make_store(), make_store()
    _person, client = member(store)
    theirs = make_product(store=other)
    text, undo = told(change(client, store, "archive", theirs))
    assert (text, undo) == ("They were so already. Nothing changed.", "")
    assert fresh(theirs).archived_at is None


def test_nothing_chosen_and_nonsense_change_nothing() -> None:
    store = make_store()
    _person, client = member(store)
    product = make_product(store=store)
    assert told(change(client, store, "archive"))[0] == "Choose at least one product first."
    assert told(change(client, store, "explode", product))[1] == ""
    assert told(change(client, store, "tag", product, tag=" "))[1] == ""
    assert told(change(client, store, "category", product, category="cat_no"))[1] == ""
    assert fresh(product).updated_at == product.updated_at


def test_a_way_back_works_in_its_own_store_only() -> None:
    store, other = make_store(), make_store()
    _person, client = member(store)
    _stranger, intruder = member(other)
    product = make_product(store=store)
    _text, undo = told(change(client, store, "archive", product))
    token = undo.rpartition("/")[2]
    intruder.post(at("products_undo", other, token))
    assert intruder.post(undo).status_code == 404
    client.post(f"{undo}x")
    assert fresh(product).archived_at is not None


def test_every_change_is_noted() -> None:
    store = make_store()
    person, client = member(store)
    product = make_product(store=store)
    change(client, store, "archive", product)
    (entry,) = list_by_store(store_id=store.pk).items
    assert (entry.actor, entry.action) == (person.public_id, "products.archive")
    assert entry.changes["products"] == [product.public_id]


@pytest.mark.parametrize("name", ["products", "product_new", "products_export", "imports"])
def test_strangers_and_other_stores_see_none_of_it(name: str) -> None:
    store = make_store()
    _other, client = member(make_store())
    assert client.get(at(name, store)).status_code == 404
    assert Client().get(at(name, store)).status_code == 302
    assert signed_in(make_person()).get(at(name, store)).status_code == 404


def test_who_packs_looks_and_changes_nothing() -> None:
    store = make_store()
    _packer, client = member(store, "operator")
    product = make_product(store=store)
    assert titles(client, store) == [product.title]
    assert change(client, store, "archive", product).status_code == 403
    assert client.get(at("product_new", store)).status_code == 403
    assert client.get(at("products_export", store)).status_code == 403
    assert fresh(product).archived_at is None


def test_all_goods_leave_as_csv() -> None:
    store = make_store()
    _person, client = member(store)
    product = make_product(store=store, title="=Mug", variants=2)
    response = client.get(at("products_export", store))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "'=Mug" in text
    assert [variant.sku in text for variant in variants_of(product)] == [True, True]
    assert Media.objects.for_store(store.pk).count() == 0
