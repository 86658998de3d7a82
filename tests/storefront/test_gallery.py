"""Which picture is shown for a choice, on the product's page and in the cart."""

from __future__ import annotations

import re
from itertools import product as combinations

import pytest
from django.test import Client

from tests.domains.factories.catalogue import make_variant
from tests.domains.factories.discovery import make_listed
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.pricing import make_price
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Media, Product, Variant

pytestmark = pytest.mark.django_db

COLOURS, SIZES = ("Red", "Blue", "Green"), ("S", "L")


def make_shirt(shows: list[list[str]]) -> tuple[Product, dict[tuple[str, ...], Variant]]:
    """A shirt in six variants, with a picture ``0.svg``, ``1.svg`` … for each of `shows`."""
    shirt = make_listed(
        store=make_store(slug="birch"),
        slug="shirt",
        variants=0,
        options=[
            {"name": "Colour", "values": list(COLOURS)},
            {"name": "Size", "values": list(SIZES)},
        ],
    )
    variants: dict[tuple[str, ...], Variant] = {}
    for place, choices in enumerate(combinations(COLOURS, SIZES)):
        variant = make_variant(product=shirt, choices=choices, position=place)
        make_price(variant=variant, amount="10.00")
        make_stock(variant=variant, on_hand=5)
        variants[choices] = variant
    for place, shown in enumerate(shows):
        Media.objects.create(
            store_id=shirt.store_id,
            product=shirt,
            file=f"{place}.svg",
            shows=shown,
            position=place,
        )
    return shirt, variants


def pictures(page: str) -> list[int]:
    """The pictures of the gallery in their order."""
    gallery = page.partition("gallery-stage")[2].partition("product-title")[0]
    return list(dict.fromkeys(int(name) for name in re.findall(r"/(\d)\.svg", gallery)))


def in_cart(client: Client, variant: Variant) -> int:
    """The picture of the only line of a new cart."""
    client.cookies.clear()
    client.post("/cart/lines", {"variant": variant.public_id, "quantity": "1"})
    page = client.get("/cart").content.decode()
    assert f"/p/birch/shirt?variant={variant.public_id}" in page
    (shown,) = set(re.findall(r"/(\d)\.svg", page))
    return int(shown)


def test_a_choice_in_the_address_shows_its_picture_first(client: Client) -> None:
    _, variants = make_shirt([["Red", ""], [], ["Blue", ""], ["Blue", "L"]])
    path = "/p/birch/shirt"
    assert pictures(client.get(f"{path}?o0=Red&o1=S").content.decode()) == [0, 1]
    assert pictures(client.get(f"{path}?o0=Blue&o1=S").content.decode()) == [2, 1]
    blue = variants["Blue", "L"]
    assert pictures(client.get(f"{path}?variant={blue.public_id}").content.decode()) == [3, 2, 1]
    # What shows no green is not shown for it.
    assert pictures(client.get(f"{path}?o0=Green&o1=S").content.decode()) == [1]


@pytest.mark.parametrize(
    "shows",
    [
        [["Red", ""], [], ["Blue", ""], ["Blue", "L"]],
        [["Red", "S"], ["Blue", "S"]],
        [["", "L"], ["Blue", ""], ["Red", "L"]],
        [[], []],
        [["Green", "S"], [], ["", "S"]],
    ],
)
def test_the_cart_shows_the_picture_the_page_shows_first(
    client: Client, shows: list[list[str]]
) -> None:
    _, variants = make_shirt(shows)
    for variant in variants.values():
        page = client.get(f"/p/birch/shirt?variant={variant.public_id}").content.decode()
        assert in_cart(client, variant) == pictures(page)[0], variant.choices
