"""A product on sale in under a minute."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.console.staff import member
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.stores import make_store
from tradewind.console.products.guessing import guess_category
from tradewind.domains.catalogue.models import Media, Product
from tradewind.domains.catalogue.operations import create_category
from tradewind.domains.inventory.queries import available
from tradewind.domains.pricing.models import Price
from tradewind.domains.stores.models import Store
from tradewind.platform.audit.queries import list_by_subject

pytestmark = pytest.mark.django_db


def add(client: Client, store: Store, **fields: Any) -> Any:
    data = {"title": "Mug", "price": "12.50", "stock": "3", "category": "", **fields}
    response: Any = client.post(reverse("console:product_new", args=[store.slug]), data)
    return response


def picture() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (40, 50), "tan").save(content, "PNG")
    return SimpleUploadedFile("mug.png", content.getvalue(), "image/png")


def test_four_things_make_a_product_that_sells() -> None:
    store = make_store()
    person, client = member(store)
    response = add(client, store, photo=picture())
    (product,) = Product.objects.for_store(store.pk)
    assert response["Location"] == reverse("console:product", args=[store.slug, product.public_id])
    (variant,) = variants_of(product)
    assert (product.title, product.status, product.category) == ("Mug", "active", None)
    assert Price.objects.for_store(store.pk).get().amount_minor == 1250
    assert available(variant_ids=[variant.pk]) == {variant.pk: 3}
    assert Media.objects.for_store(store.pk).get().alt == "Mug"
    (entry,) = list_by_subject(subject=product.public_id).items
    assert (entry.actor, entry.action) == (person.public_id, "products.add")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "t" * 301}, "title"),
        ({"price": ""}, "price"),
        ({"price": "12.345"}, "price"),
        ({"stock": "-1"}, "stock"),
        ({"category": "cat_no"}, "category"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(wrong: dict[str, str], field: str) -> None:
    store = make_store()
    _person, client = member(store)
    response = add(client, store, **wrong)
    page = response.content.decode()
    assert response.status_code == 422
    assert f'id="field-{field}-error"' in page
    assert page.count('class="field-error"') == 1
    assert not Product.objects.for_store(store.pk).exists()


def test_a_picture_that_can_not_be_read_leaves_nothing_behind() -> None:
    store = make_store()
    _person, client = member(store)
    response = add(client, store, picture=SimpleUploadedFile("mug.png", b"no picture"))
    assert response.status_code == 422
    assert 'id="picture-error"' in response.content.decode()
    assert not Product.objects.for_store(store.pk).exists()
    assert not Price.objects.for_store(store.pk).exists()


def test_the_category_is_guessed_from_goods_called_alike() -> None:
    store = make_store()
    _person, client = member(store)
    cups = create_category(title="Cups", description="Beakers of all kinds")
    lamps = create_category(title="Lamps", translations={"fr": {"title": "Lampes"}})
    make_product(store=store, title="Green teapot", category=cups)
    make_product(title="Teapot of another store", category=lamps)

    def guess(title: str) -> str:
        found = guess_category(store_id=store.pk, title=title)
        return found.title("en") if found else ""

    assert guess("Two blue teapots") == "Cups"
    assert guess("Lampe de chevet") == "Lamps"
    assert guess("Beaker") == "Cups"
    assert guess("Xylophone") == ""
    assert guess("") == ""

    add(client, store, title="Grey teapot", category="guess")
    assert Product.objects.for_store(store.pk).get(title="Grey teapot").category == cups
    url = reverse("console:product_guess", args=[store.slug])
    assert "“Lamps”" in client.get(url, {"title": "Lamp"}).content.decode()
