"""Quantity prices as a shopper meets them: the product's table, the cart's line, the order."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.domains.factories.discovery import index_now
from tests.domains.factories.promotions import make_promotion
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout.queries import quote_cart
from tradewind.domains.orders.models import OrderLine
from tradewind.domains.pricing.quantity_prices import set_quantity_price
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db


@pytest.fixture
def goods() -> Variant:
    """10.00 CAD each, 9.00 from 3, 7.50 from 8; twenty pieces."""
    variant = make_goods(price="10.00", on_hand=20)
    for pieces, minor in ((3, 900), (8, 750)):
        set_quantity_price(
            store_id=variant.store_id,
            variant_id=variant.pk,
            pieces=pieces,
            amount=Money(minor, "CAD"),
        )
    index_now()
    return variant


def text_of(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def test_the_product_page_lists_every_step(client: Client, goods: Variant) -> None:
    page = text_of(client.get(f"/p/{goods.store.slug}/{goods.product.slug}").content)
    assert "Price by quantity" in page
    assert re.search(r"from 1 \S*10\.00 – from 3 \S*9\.00 \S*1\.00 from 8 \S*7\.50 \S*2\.50", page)


def test_the_line_costs_its_step_and_says_what_the_next_one_takes(
    client: Client, goods: Variant
) -> None:
    client.post("/cart/lines", {"variant": goods.public_id, "quantity": "2"})
    two = text_of(client.get("/cart").content)
    assert "Take 1 more and each costs" in two
    assert "You save" not in two
    client.post("/cart/lines", {"variant": goods.public_id, "quantity": "3"})
    five = text_of(client.get("/cart").content)
    assert "From 3 pieces on:" in five
    assert "Take 3 more and each costs" in five
    assert "45.00" in five
    # Another quantity is no drift of the price.
    assert "when you added it" not in five


def test_a_step_nobody_can_reach_is_not_offered() -> None:
    scarce = make_goods(price="10.00", on_hand=5)
    set_quantity_price(
        store_id=scarce.store_id, variant_id=scarce.pk, pieces=8, amount=Money(1, "CAD")
    )
    client = Client()
    client.post("/cart/lines", {"variant": scarce.public_id, "quantity": "5"})
    page = text_of(client.get("/cart").content)
    assert "50.00" in page
    assert "each costs" not in page


def test_promotions_are_worked_out_on_the_step_and_the_order_says_it(goods: Variant) -> None:
    make_promotion(store=goods.store, percent_bp=1000)
    checkout = make_checkout(goods, quantity=8)
    quote = quote_cart(cart=checkout.cart)
    (line,) = quote.stores[0].lines
    assert (line.unit.minor, line.goods.minor, line.off.minor) == (750, 6000, 600)
    pay(checkout)
    sold = OrderLine.objects.across_stores("a test").get()
    assert (sold.unit_minor, sold.quantity) == (750, 8)
