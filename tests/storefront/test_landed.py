"""Every charge before paying: the product page and the cart say the same, and who pays customs."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.pricing import make_rates
from tests.domains.factories.shipping import make_method
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.discovery.landed import Landed
from tradewind.domains.duties.operations import set_customs, set_paid_for
from tradewind.kernel import clock
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db


def from_abroad(country: str, price: str, **columns: object) -> Variant:
    make_rates(on=clock.now().date(), CAD="1.5", KRW="1600", USD="1.1", GBP="0.8")
    store = make_store(country=country, region="", currency="CAD", **columns)
    make_method(store=store, price="10.00")
    goods = make_goods(store=store, price=price)
    set_customs(
        store_id=store.pk, hs="6109.10", origin="CN", product=goods.product.public_id, actor=""
    )
    return goods


def cost_of(client: Client, goods: Variant) -> tuple[Landed, str]:
    url = reverse("storefront:product", args=[goods.store.slug, goods.product.slug])
    answer = client.get(url)
    door = answer.context["screen"].buy.door
    text = answer.content.decode().replace("<bdi>", "").replace("</bdi>", "")
    return door.cost, " ".join(text.split())


@pytest.mark.parametrize(
    ("seller", "place", "inclusive"),
    [
        ("CA", "CA-ON", False),
        ("FR", "CA-QC", True),
        ("FR", "FR", True),
        ("FR", "DE", True),
        ("KR", "US-CA", False),
        ("US", "CA-ON", False),
        ("CA", "JP-13", False),
    ],
)
@pytest.mark.parametrize("pays", [False, True])
def test_the_page_tells_what_the_cart_will_ask(
    client: Client, seller: str, place: str, inclusive: bool, pays: bool
) -> None:
    goods = from_abroad(seller, "100.00", prices_include_tax=inclusive)
    country = place.partition("-")[0]
    if pays:
        set_paid_for(store_id=goods.store_id, countries=[country], actor="")
    client.cookies["tw_place"] = place
    cost, _page = cost_of(client, goods)
    client.post("/cart/lines", {"variant": goods.public_id, "quantity": "1"})
    summary = client.get("/cart").context["screen"].summary
    assert (cost.total, cost.duties, cost.at_border) == (
        summary.total,
        summary.duties,
        summary.at_border,
    )
    assert cost.price + cost.delivery + cost.tax_difference + cost.duties == cost.total
    assert not (cost.duties and cost.at_border)


def test_unpaid_is_said_with_an_estimate_and_where_it_is_from(client: Client) -> None:
    goods = from_abroad("KR", "100.00")
    cost, page = cost_of(client, goods)
    assert cost.at_border == Money(1800, "CAD")
    assert "Delivered duty unpaid (DAP): you pay about CA$18.00" in page
    assert "customs comes on top" in page
    assert "cbsa-asfc.gc.ca" in page
    client.post("/cart/lines", {"variant": goods.public_id, "quantity": "1"})
    cart = client.get("/cart").content.decode()
    assert "Delivered duty unpaid (DAP)" in cart
    assert "How customs is estimated" in cart
    assert "everything included" not in cart


def test_paid_is_said_too(client: Client) -> None:
    goods = from_abroad("KR", "100.00")
    set_paid_for(store_id=goods.store_id, countries=["CA"], actor="")
    cost, page = cost_of(client, goods)
    assert cost.duties == Money(1800, "CAD")
    assert "Delivered duty paid (DDP)" in page
    client.post("/cart/lines", {"variant": goods.public_id, "quantity": "1"})
    assert "Delivered duty paid (DDP)" in client.get("/cart").content.decode()


def test_from_the_united_states_the_limit_is_higher(client: Client) -> None:
    assert cost_of(client, from_abroad("US", "150.00"))[0].at_border == Money(0, "CAD")
    assert cost_of(client, from_abroad("US", "150.01"))[0].at_border == Money(2700, "CAD")


def test_a_border_nobody_knows_the_rules_of_is_not_called_included(client: Client) -> None:
    goods = from_abroad("CA", "100.00")
    client.cookies["tw_place"] = "JP-13"
    cost, page = cost_of(client, goods)
    assert cost.crosses_border
    assert cost.customs is None
    assert "customs may ask you for duties and tax" in page
    client.post("/cart/lines", {"variant": goods.public_id, "quantity": "1"})
    cart = client.get("/cart").content.decode()
    assert "We do not know how much" in cart
    assert "everything included" not in cart


def test_within_a_customs_union_no_border_is_crossed(client: Client) -> None:
    goods = from_abroad("FR", "100.00")
    client.cookies["tw_place"] = "DE"
    cost, page = cost_of(client, goods)
    assert not cost.crosses_border
    assert "everything included" in page


def test_rest_tells_the_same(client: Client) -> None:
    goods = from_abroad("KR", "100.00")
    path = f"/api/v1/products/{goods.product.public_id}"
    told = client.get(path).json()["landed"]
    cost, _page = cost_of(client, goods)
    assert told["total"]["minor"] == cost.total.minor
    assert (told["at_border"]["minor"], told["is_duty_paid"]) == (1800, False)
    assert told["rule"]["checked_on"] == "2026-11-20"
    unknown = client.get(path, {"country": "JP", "region": "13"}).json()["landed"]
    assert (unknown["crosses_border"], unknown["at_border"]) == (True, None)
    set_paid_for(store_id=goods.store_id, countries=["CA"], actor="")
    assert client.get(path).json()["landed"]["duties"]["minor"] == 1800
