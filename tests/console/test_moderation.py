"""New products on the mall's pages and on their store's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.console.staff import member, operator
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.pricing import make_price
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.operations import publish, set_moderation
from tradewind.domains.stores.models import Store

pytestmark = pytest.mark.django_db


def waiting(store: Store, title: str = "Mug") -> Product:
    product = make_product(store=store, title=title, status=Product.Status.DRAFT)
    make_price(variant=variants_of(product)[0])
    publish(store_id=store.pk, product_id=str(product.public_id))
    return fresh(product)


def fresh(product: Product) -> Product:
    return Product.objects.for_store(product.store_id).get(pk=product.pk)


def at(name: str, *arguments: str) -> str:
    return reverse(f"console:{name}", args=arguments)


def editor(client: Client, product: Product) -> bytes:
    return client.get(at("product", product.store.slug, str(product.public_id))).content


def test_the_office_turns_it_on_approves_and_refuses() -> None:
    store, office = make_store(), operator()[1]
    seller = member(store)[1]
    empty = office.get(at("mall_products"))
    assert b"New products are on sale at once" in empty.content
    office.post(at("mall_products_rule"), {"look_first": "1"})
    mug, knife = waiting(store), waiting(store, "Knife")
    screen = office.get(at("mall_products")).context["screen"]
    assert [row.title for row in screen.rows] == ["Mug", "Knife"]
    assert screen.views[0].count == 2
    assert b"The mall looks at it first" in editor(seller, mug)

    one = office.get(at("mall_product", str(knife.public_id)))
    assert b"10.00" in one.content
    unsaid = office.post(at("mall_product_refusal", str(knife.public_id)), {"reason": " "})
    assert unsaid.status_code == 422
    office.post(at("mall_product_refusal", str(knife.public_id)), {"reason": "Too sharp."})
    office.post(at("mall_product_approval", str(mug.public_id)))
    assert (fresh(mug).status, fresh(knife).status) == ("active", "refused")
    page = editor(seller, knife)
    assert b"Too sharp." in page
    assert b'value="discontinue"' not in page
    refused = office.get(at("mall_products") + "?view=refused").content
    assert b"Too sharp." in refused
    late = office.post(at("mall_product_approval", str(mug.public_id)), follow=True)
    assert b"does not wait to be looked at" in late.content


def test_a_store_asks_in_bulk_and_takes_it_back() -> None:
    set_moderation(look_first=True, actor="per_x")
    store = make_store()
    client = member(store)[1]
    product = make_product(store=store, status=Product.Status.DRAFT)
    form = {"product": [str(product.public_id)], "do": "publish"}
    told = client.post(at("products_changes", store.slug), form, follow=True)
    assert b"The mall looks at 1 product first." in told.content
    assert b"product is on sale" not in told.content
    (message,) = told.context["messages"]
    assert fresh(product).status == "waiting"
    listed = client.get(at("products", store.slug) + "?view=waiting").context["screen"]
    assert len(listed.rows) == 1
    client.post(message.extra_tags)
    assert fresh(product).status == "draft"


def test_only_the_office_decides() -> None:
    set_moderation(look_first=True, actor="per_x")
    store = make_store()
    product = waiting(store)
    client = member(store)[1]
    for name in ("mall_product_approval", "mall_product_refusal"):
        sent = client.post(at(name, str(product.public_id)), {"reason": "x"})
        assert sent.status_code == 404
    assert client.post(at("mall_products_rule"), {}).status_code == 404
    assert fresh(product).status == "waiting"


def test_a_product_nobody_asked_about_is_not_the_offices() -> None:
    office = operator()[1]
    product = make_product()
    assert office.get(at("mall_product", str(product.public_id))).status_code == 404
