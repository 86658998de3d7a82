"""Where things go and what one counts in: the cart follows both."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.pricing import make_price, make_rates
from tradewind.domains.checkout.models import Cart

pytestmark = pytest.mark.django_db


def filled(client: Client) -> Cart:
    make_rates(CAD="1.5")
    goods = make_goods(price="10.00")
    make_price(variant=goods, amount="7.00", currency="EUR")
    client.post("/cart/lines", {"variant": goods.public_id, "quantity": "1"})
    return Cart.objects.get()


def test_choosing_a_place_moves_the_cart_and_is_remembered(client: Client) -> None:
    cart = filled(client)
    assert (cart.country, cart.region) == ("CA", "ON")

    answer = client.post("/place", {"country": "FR", "next": "/cart"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/cart")
    cart.refresh_from_db()
    assert (cart.country, cart.region) == ("FR", "")
    assert client.cookies["tw_place"].value == "FR"
    assert "Delivered to France" in client.get("/cart").content.decode()


def test_a_country_with_provinces_asks_for_one_first(client: Client) -> None:
    answer = client.post("/place", {"country": "US"})

    assert answer.status_code == 200
    assert 'value="CA"' in answer.content.decode()
    assert "tw_place" not in client.cookies

    client.post("/place", {"country": "US", "region": "CA"})
    assert client.cookies["tw_place"].value == "US-CA"


def test_the_way_back_never_leaves_the_mall(client: Client) -> None:
    for target in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"):
        answer = client.post("/place", {"country": "FR", "next": target})
        assert answer.headers["Location"] == "/"


def test_choosing_a_currency_moves_the_cart(client: Client) -> None:
    cart = filled(client)

    client.post("/preferences", {"currency": "EUR", "next": "/cart"})
    page = client.get("/cart").content.decode()

    cart.refresh_from_db()
    assert cart.currency == "EUR"
    assert "€7.00" in page
    assert "The price was" not in page


def test_a_forged_place_or_cart_is_as_good_as_none(client: Client) -> None:
    for place in ("ZZ-QQ", "CA-<script>", '"CA-\\000"', "CA-" + "X" * 40):
        client.cookies["tw_place"] = place
        assert client.get("/place").status_code == 200
    client.cookies["tw_cart"] = '"\\000"'
    assert "Your cart is empty" in client.get("/cart").content.decode()
