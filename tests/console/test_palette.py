"""The palette finds pages, things to do, orders, goods and people, within what one may see."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.console.staff import HTMX, member, sold_goods
from tradewind.domains.stores.models import Store

pytestmark = pytest.mark.django_db


def labels(client: Client, store: Store, text: str) -> dict[str, list[str]]:
    groups = client.get(f"/console/{store.slug}/find", {"q": text}).context["groups"]
    return {group.id: [answer.label for answer in group.answers] for group in groups}


def test_it_finds_orders_goods_and_people() -> None:
    store, variant, order = sold_goods()
    _person, client = member(store)
    assert labels(client, store, order.number)["orders"] == [f"{order.number} · Noor Haddad"]
    assert labels(client, store, variant.sku)["products"] == [variant.product.title]
    assert labels(client, store, "noor")["people"] == ["Noor Haddad"]
    other_store, _variant, _order = sold_goods()
    _other, stranger = member(other_store)
    assert "orders" not in labels(stranger, other_store, order.number)


def test_pages_and_deeds_are_those_of_the_role() -> None:
    store, _variant, _order = sold_goods()
    _owner, owner = member(store)
    _packer, packer = member(store, "operator")
    assert "API tokens" in labels(owner, store, "")["pages"]
    assert "API tokens" not in labels(packer, store, "")["pages"]
    assert labels(owner, store, "invite")["do"] == ["Invite somebody"]
    assert labels(packer, store, "invite") == {}
    nothing = packer.get(f"/console/{store.slug}/find", {"q": "<b>"}, headers=HTMX)
    assert b"&lt;b&gt;" in nothing.content
    assert b"<html" not in nothing.content
