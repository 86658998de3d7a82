"""What is liked already is marked wherever it is shown, and unliked from there, with script or without."""

from __future__ import annotations

import orjson
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.engagement import make_keeper
from tests.domains.factories.identity import make_person
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.discovery.operations import refresh_listings
from tradewind.domains.engagement.models import Favourite
from tradewind.domains.engagement.operations import keeping

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def shown() -> Variant:
    goods = make_goods()
    refresh_listings(product_ids=[goods.product_id])
    return goods


def shop(goods: Variant) -> str:
    return f"/s/{goods.store.slug}"


def heart(client: Client, goods: Variant) -> tuple[str, str]:
    """The name and state of the heart on the tile of the seller's page."""
    page = client.get(shop(goods)).content.decode()
    product = goods.product.public_id
    (_, _, begun), (_, state, _) = (
        page.partition('class="button button-icon tile-like" form="like-form" name="'),
        page.partition(f'data-like="{product}" aria-pressed="true"'),
    )
    return begun.partition('"')[0], "liked" if state else "not"


def test_a_guest_sees_what_they_like_and_nobody_else_does(client: Client) -> None:
    goods = shown()
    assert heart(client, goods) == ("product", "not")
    client.post("/favourites", {"product": goods.product.public_id})

    assert heart(client, goods) == ("unlike", "liked")
    assert heart(Client(), goods) == ("product", "not"), "the tile that is kept is another"

    answer = client.post(
        "/favourites", {"unlike": goods.product.public_id, "next": shop(goods)}, follow=True
    )
    assert answer.redirect_chain == [(shop(goods), 302)]
    assert "It is no longer among your favourites." in answer.content.decode()
    assert heart(client, goods) == ("product", "not")
    client.post("/favourites", {"unlike": goods.product.public_id})
    client.post("/favourites", {"unlike": "prd_nonsense"})
    assert not Favourite.objects.exists()


def test_pressing_a_heart_tells_every_heart_of_the_page(client: Client) -> None:
    goods = shown()
    product, variant = goods.product.public_id, goods.public_id
    answer = client.post("/favourites", {"product": product, "variant": variant}, headers=HTMX)

    hearts = orjson.loads(answer.headers["HX-Trigger"])["liked"]["hearts"]
    assert hearts == {product: True, f"{product} {variant}": True}
    assert "It is among your favourites." in answer.content.decode()
    assert "<html" not in answer.content.decode()
    page = client.get(f"/p/{goods.store.slug}/{goods.product.slug}").content.decode()
    assert f'data-like="{product} {variant}" aria-pressed="true"' in page

    answer = client.post("/favourites", {"unlike": product, "variant": variant}, headers=HTMX)
    hearts = orjson.loads(answer.headers["HX-Trigger"])["liked"]["hearts"]
    assert hearts == {product: False, f"{product} {variant}": False}

    refused = client.post("/favourites", {"product": "prd_nonsense"}, headers=HTMX)
    assert "HX-Trigger" not in refused.headers


def test_one_choice_is_unliked_and_the_others_stay() -> None:
    goods = shown()
    product = goods.product.public_id
    other = goods.product.variants.create(store=goods.store, sku="OTHER", choices=["Blue"])
    keeper = make_keeper()
    for variant in (goods.public_id, other.public_id, ""):
        keeping.like_product(keeper=keeper, product_id=product, variant_id=variant, currency="CAD")

    assert (
        keeping.unlike_product(keeper=keeper, product_id=product, variant_id=goods.public_id) == 2
    )
    assert list(Favourite.objects.values_list("variant__public_id", flat=True)) == [other.public_id]
    assert keeping.unlike_product(keeper=make_keeper(), product_id=product) == 0
    assert keeping.unlike_product(keeper=keeper, product_id=product) == 1


def test_marking_costs_one_statement_a_page_however_much_is_liked(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    goods = shown()
    client.get(shop(goods))
    with django_assert_num_queries(2):
        client.get(shop(goods))
    client.post("/favourites", {"product": goods.product.public_id})
    with django_assert_num_queries(3):
        client.get(shop(goods))
    for _ in range(5):
        client.post("/favourites", {"product": shown().product.public_id})
    client.get(shop(goods))
    with django_assert_num_queries(3):
        client.get(shop(goods))


def test_tags_are_told_apart_by_the_comma_of_any_script(client: Client) -> None:
    goods, person = shown(), make_person()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/favourites", {"product": goods.product.public_id})
    row = Favourite.objects.get()
    client.post(
        "/favourites/batch",
        {"chosen": row.public_id, "action": "tag", "tags": "مطبخ، هدية, red，blue、, "},
    )
    row.refresh_from_db()
    assert row.tags == ["مطبخ", "هدية", "red", "blue"]
