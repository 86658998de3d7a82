"""What is not sold where the shopper is: said at discovery, with something else and word later."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.discovery import index_now, make_listed
from tests.domains.factories.shipping import make_method
from tradewind.domains.availability.models import PlaceWatch
from tradewind.domains.availability.operations import restrict

pytestmark = pytest.mark.django_db


def test_the_product_page_says_so_and_takes_an_address(client: Client) -> None:
    goods = make_goods()
    restrict(store_id=goods.store_id, kind="only", places=["US"], reason="food", actor="")
    url = reverse("storefront:product", args=[goods.store.slug, goods.product.slug])
    page = client.get(url).content.decode()
    assert "Not delivered to Canada" in page
    assert "Food and plants may not be sent there" in page
    assert reverse("storefront:cart_lines") not in page
    told = {"email": "noor@example.org", "next": url}
    answer = client.post(reverse("storefront:product_watch", args=[goods.product.public_id]), told)
    assert answer.headers["Location"] == url
    (row,) = PlaceWatch.objects.for_store(goods.store_id)
    assert (row.country, row.region, row.email) == ("CA", "ON", "noor@example.org")


def test_what_is_typed_is_told_so_too(client: Client) -> None:
    product = make_listed(title="Brass lamp", price="40.00")
    make_method(store=product.store)
    restrict(store_id=product.store_id, kind="only", places=["US"], reason="", actor="")
    index_now()
    offered = client.get("/search/suggestions?q=brass").content.decode()
    assert "Brass lamp" in offered
    assert "Not delivered to Canada" in offered
    client.cookies["tw_place"] = "US-CA"
    assert "Not delivered" not in client.get("/search/suggestions?q=brass").content.decode()
