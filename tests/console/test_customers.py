"""Who bought: the list, one of them, and what stays hidden."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import HTMX, bought, member, sold_goods
from tests.domains.factories.customers import make_customer
from tests.domains.factories.stores import make_store
from tradewind.domains.stores.models import Store

pytestmark = pytest.mark.django_db


def at(name: str, store: Store, *arguments: str) -> str:
    return reverse(f"console:{name}", args=[store.slug, *arguments])


def test_the_list_costs_the_same_however_long(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    store = make_store()
    make_customer(store=store)
    _person, client = member(store)
    client.get(at("customers", store))
    with django_assert_num_queries(8):
        assert client.get(at("customers", store)).status_code == 200
    for _ in range(4):
        make_customer(store=store)
    with django_assert_num_queries(8):
        client.get(at("customers", store))


def test_the_latest_buyer_comes_first_and_a_text_narrows() -> None:
    store = make_store()
    noor = make_customer(store=store, name="Noor", at=datetime(2026, 11, 18, tzinfo=UTC))
    make_customer(store=store, name="Ines", at=datetime(2026, 11, 19, tzinfo=UTC))
    make_customer(store=make_store(), name="Elsewhere")
    _person, client = member(store, "operator")

    def names(query: str) -> list[str]:
        screen = client.get(f"{at('customers', store)}?{query}").context["screen"]
        return [row.name for row in screen.rows]

    assert names("") == ["Ines", "Noor"]
    assert names(f"q={noor.email}") == ["Noor"]
    assert names("channel=email") == []
    assert names("channel=nonsense") == ["Ines", "Noor"]
    empty = client.get(f"{at('customers', store)}?q=nobody").content.decode()
    assert "No customer looks like that" in empty
    assert client.get(f"{at('customers', store)}?cursor=nonsense").status_code == 422


def test_more_rows_come_by_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tradewind.console.customers.screen._PAGE", 2)
    store = make_store()
    names = ["One", "Two", "Three"]
    for day, name in enumerate(names, start=1):
        make_customer(store=store, name=name, at=datetime(2026, 11, day, tzinfo=UTC))
    _person, client = member(store)
    screen = client.get(at("customers", store)).context["screen"]
    assert [row.name for row in screen.rows] == ["Three", "Two"]
    more = client.get(screen.more_url, headers=HTMX).content.decode()
    assert "One" in more
    assert "Two" not in more
    assert "<html" not in more
    assert "more-rows" not in more


def test_a_customer_is_shown_with_their_orders_of_this_store_alone(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    store, variant, first = sold_goods()
    second = bought(variant)
    _elsewhere, _goods, other = sold_goods()
    _person, client = member(store)
    url = at("customer", store, first.customer.public_id)
    client.get(url)
    with django_assert_num_queries(11):
        screen = client.get(url).context["screen"]
    same = [row for row in (second, first) if row.customer_id == first.customer_id]
    assert [row.number for row in screen.orders] == [row.number for row in same]
    assert screen.all_url == ""
    assert other.number not in client.get(url).content.decode()
    fragment = client.get(url, headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert first.purchase.email in fragment


def test_a_long_history_leads_to_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tradewind.console.customers.screen._LATEST", 0)
    store, _variant, order = sold_goods()
    _person, client = member(store)
    screen = client.get(at("customer", store, order.customer.public_id)).context["screen"]
    assert screen.orders == []
    found = client.get(screen.all_url).context["screen"]
    assert [row.number for row in found.rows] == [order.number]
