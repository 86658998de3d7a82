"""Prices told in other money over REST, by parameter and by header."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.domains.factories.checkout import make_cart, make_goods
from tests.domains.factories.identity import make_person
from tests.domains.factories.pricing import make_rates
from tradewind.domains.catalogue.models import Product
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rates() -> None:
    make_rates(on=clock.now().date(), source="ECB", CAD="1.6", KRW="1600")


def test_a_product_tells_about_how_much_it_is(client: Client) -> None:
    goods = make_goods(price="10.00")
    product = Product.objects.for_store(goods.store_id).get(pk=goods.product_id)
    path = f"/api/v1/products/{product.public_id}"
    body = client.get(path, {"display_currency": "KRW"}).json()
    assert body["variants"][0]["about"]["minor"] == 10_000
    assert body["variants"][0]["price"]["currency"] == "CAD"
    display = body["display"]
    assert (display["charged"], display["shown"], display["rate"]) == ("CAD", "KRW", "1000")
    assert (display["source"], display["is_fresh"]) == ("ECB", True)
    assert client.get(path).json()["display"] is None
    refused = client.get(path, {"display_currency": "AED"})
    assert refused.status_code == 422
    assert client.get("/api/v1/products", {"display_currency": "KRW"}).json()["display"]


def test_a_cart_and_a_checkout_follow_the_header_and_charge_the_same(client: Client) -> None:
    cart = make_cart(make_goods(price="10.00"))
    headers = {"Cart-Token": cart.token}
    plain = client.get("/api/v1/cart", headers=headers).json()
    told = client.get("/api/v1/cart", headers={**headers, "Display-Currency": "KRW"}).json()
    assert plain["about"] is None
    assert told["about"]["minor"] == 16_950
    assert plain["quote"] == told["quote"]
    unknown = client.get("/api/v1/cart", headers={**headers, "Display-Currency": "ZZZ"})
    assert unknown.json()["about"] is None
    begun = client.post(
        "/api/v1/checkouts",
        {},
        content_type="application/json",
        headers={**headers, "Display-Currency": "KRW", "Idempotency-Key": "display-1"},
    )
    assert begun.json()["about"]["minor"] == 16_950
    assert begun.json()["quote"]["total"]["minor"] == 1695


def test_a_member_s_choices_are_read_and_kept(client: Client) -> None:
    client.force_login(make_person())
    answer = client.patch(
        "/api/v1/me",
        {"shown_currency": "KRW", "place": "CA-QC"},
        content_type="application/json",
        headers={"Idempotency-Key": "display-2"},
    )
    assert (answer.json()["shown_currency"], answer.json()["place"]) == ("KRW", "CA-QC")
    assert client.get("/api/v1/me").json()["place"] == "CA-QC"
    refused = client.patch(
        "/api/v1/me",
        {"place": "ZZ"},
        content_type="application/json",
        headers={"Idempotency-Key": "display-3"},
    )
    assert refused.status_code == 422
