"""Where a shopper came from, kept from the first page to the seller's order."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.domains.factories.checkout import ADDRESS, make_goods
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout import operations
from tradewind.domains.checkout.models import Cart
from tradewind.domains.checkout.operations import Details, Means, Tender
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.orders.models import Order
from tradewind.domains.visits.models import Channel, Visit
from tradewind.domains.visits.operations import create_link_code

pytestmark = pytest.mark.django_db

PAGE = "/account/login/"


def add_to_cart(client: Client, variant: Variant) -> Cart:
    answer = client.post("/cart/lines", {"variant": variant.public_id, "quantity": 1})
    assert answer.status_code < 400, answer.content
    return Cart.objects.select_related("visit").get()


def source_of(client: Client) -> tuple[str, str]:
    visit = add_to_cart(client, make_goods()).visit
    assert visit is not None
    return visit.channel, visit.source


def test_a_sale_knows_the_post_it_came_from(client: Client) -> None:
    goods = make_goods()
    client.get("/?utm_source=instagram&utm_medium=social&utm_campaign=autumn")
    assert not Visit.objects.exists()
    cart = add_to_cart(client, goods)
    checkout = operations.set_details(
        checkout=operations.begin(cart=cart),
        details=Details(email="noor@example.org", country="CA", address=ADDRESS),
    )
    operations.pay(
        checkout=checkout,
        means=Means([Tender(provider="sandbox", source="tok_pays")]),
        agreed_total=quote_checkout(checkout=checkout).total,
    )

    order = Order.objects.for_store(goods.store_id).select_related("purchase__visit").get()
    purchase = order.purchase
    assert purchase.channel == Channel.SOCIAL
    assert purchase.visit is not None
    assert (purchase.visit.source, purchase.visit.campaign) == ("instagram", "autumn")
    assert purchase.visit.landing == "/"


def test_walking_on_and_coming_back_directly_keep_the_source(client: Client) -> None:
    client.get(PAGE, headers={"Referer": "https://www.google.com/"})
    client.get(PAGE, headers={"Referer": "http://testserver/"})
    client.get(PAGE)
    assert source_of(client) == ("organic_search", "google")


def test_the_latest_known_source_wins(client: Client) -> None:
    client.get(PAGE, headers={"Referer": "https://www.google.com/"})
    client.get(PAGE + "?utm_source=autumn&utm_medium=email")
    assert source_of(client) == ("email", "autumn")


def test_without_any_page_it_was_direct(client: Client) -> None:
    assert source_of(client) == ("direct", "")


@pytest.mark.parametrize("cookie", ["", "x", "eyJjaGFubmVsIjoicGFpZCJ9:1:x", "\x00"])
def test_a_cookie_nobody_signed_says_nothing(client: Client, cookie: str) -> None:
    client.cookies["tw_from"] = cookie
    assert source_of(client) == ("direct", "")


def test_looking_around_costs_no_row_and_fragments_are_no_arrivals(client: Client) -> None:
    client.get(PAGE + "?utm_source=maya", headers={"HX-Request": "true"})
    assert "tw_from" not in client.cookies
    client.get(PAGE + "?utm_source=maya")
    assert client.cookies["tw_from"]["httponly"]
    assert not Visit.objects.exists()


class TestLinks:
    def test_a_code_leads_to_its_page_and_counts(self, client: Client) -> None:
        create_link_code(
            code="MAYA", channel=Channel.CREATOR, label="Maya", target=f"{PAGE}?x=1", actor=""
        )
        answer = client.get("/via/MAYA")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{PAGE}?x=1&via=MAYA")
        client.get(answer.headers["Location"])
        assert source_of(client) == ("creator", "")

    def test_it_keeps_the_language(self, client: Client) -> None:
        create_link_code(code="MAYA", channel=Channel.QR, label="Wall", target=PAGE, actor="")
        assert client.get("/fr/via/MAYA").headers["Location"] == f"/fr{PAGE}?via=MAYA"

    def test_a_code_nobody_made_leads_home_and_counts_for_nobody(self, client: Client) -> None:
        assert client.get("/via/NOBODY").headers["Location"] == "/"
        client.get(PAGE + "?via=NOBODY")
        assert source_of(client) == ("direct", "")
