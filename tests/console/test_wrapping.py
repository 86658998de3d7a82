"""What a store wraps in, said on its page; the words of a gift on the slip."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.console.staff import member
from tests.domains.factories.checkout import make_cart, make_goods
from tests.domains.factories.stores import make_store
from tradewind.domains.checkout.queries import find_wrapping, wraps_for
from tradewind.platform.audit.queries import list_by_store

pytestmark = pytest.mark.django_db


def test_a_store_says_what_it_wraps_in() -> None:
    goods, foreign = make_goods(), make_goods()
    _person, client = member(goods.store)
    page = reverse("console:wrapping", args=[goods.store.slug])

    assert client.post(page, {"sku": "no-such-thing"}).status_code == 422
    assert client.post(page, {"sku": goods.sku}).status_code == 302
    assert client.get(page).context["form"].values["sku"] == goods.sku
    assert find_wrapping(store_id=foreign.store_id) == ""
    # Wrapping with nothing in it may be taken out again, and is not offered to an empty cart.
    assert [one.is_chosen for one in wraps_for(cart=make_cart(goods), language="en")] == [True]
    assert wraps_for(cart=make_cart(), language="en") == []
    assert "checkout.offer_wrapping" in [
        entry.action for entry in list_by_store(store_id=goods.store_id, limit=9).items
    ]
    assert client.post(page, {"sku": ""}).status_code == 302
    assert find_wrapping(store_id=goods.store_id) == ""


def test_the_page_is_of_the_store_alone() -> None:
    _person, client = member(make_store())
    other = reverse("console:wrapping", args=[make_store().slug])
    assert client.post(other, {"sku": ""}).status_code in (403, 404)
