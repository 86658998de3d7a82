"""Shelves chosen for the shopper, the switch for it, comparing, and the same thing elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.domains.factories.catalogue import variants_of
from tests.domains.factories.discovery import make_listed
from tests.domains.factories.identity import make_person
from tests.domains.factories.shipping import make_method
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.models import Attribute, Product
from tradewind.domains.discovery import viewing
from tradewind.domains.discovery.models import Taste
from tradewind.domains.visits.models import Browsing, ProductView

pytestmark = pytest.mark.django_db


def sold(title: str, *, price: str = "10.00", gtin: str = "", **columns: Any) -> Product:
    store = make_store()
    make_method(store=store, price="5.00")
    product = make_listed(title=title, price=price, store=store, **columns)
    if gtin:
        variant = variants_of(product)[0]
        variant.gtin = gtin
        variant.save()
    return product


def page(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def path_of(product: Product) -> str:
    return f"/p/{product.store.slug}/{product.slug}"


def test_home_costs_one_statement_for_what_is_chosen(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sold("Lamp")
    page(client, "/")
    # What is chosen for the shopper, and the sellers; stories and categories are kept.
    with django_assert_num_queries(2):
        page(client, "/")


def test_a_guest_turns_it_on_sees_what_they_looked_at_and_turns_it_off(client: Client) -> None:
    lamp = sold("Oak lamp")
    page(client, path_of(lamp))
    viewing.store()
    assert not ProductView.objects.exists()
    assert "You looked at" not in page(client, "/")

    client.post("/seen", {"do": "start"})
    page(client, path_of(lamp))
    viewing.store()
    assert "You looked at" in page(client, "/")
    client.post("/seen", {"do": "clear"})
    assert "You looked at" not in page(client, "/")
    page(client, path_of(lamp))
    client.post("/seen", {"do": "stop"})
    viewing.store()
    page(client, path_of(lamp))
    viewing.store()
    assert not Browsing.objects.exists()
    assert not ProductView.objects.exists()


def test_a_member_tells_what_suits_them_and_takes_it_back(client: Client) -> None:
    person = make_person()
    client.force_login(person)
    assert "Your sizes" not in page(client, "/account/for-you")
    client.post("/account/for-you", {"switch": "on"})
    assert "Your sizes" in page(client, "/account/for-you")
    client.post(
        "/account/for-you",
        {"sizes": "M, 40", "needs": "oak", "skin_type": "dry", "budget": "30"},
    )
    taste = Taste.objects.get()
    assert (taste.sizes, taste.needs, taste.budget_minor) == (["M", "40"], ["oak"], 3000)
    wrong = client.post("/account/for-you", {"budget": "much"})
    assert wrong.status_code == 422
    # Unticking it among the consents is the same switch.
    client.post("/account/privacy", {})
    assert not Taste.objects.exists()
    assert not Browsing.objects.exists()


def test_consent_over_rest_is_the_same_switch(client: Client) -> None:
    person = make_person()
    client.force_login(person)
    refused = client.put(
        "/api/v1/me/profile", {"sizes": ["M"]}, "application/json", HTTP_IDEMPOTENCY_KEY="zero"
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "personalization_off")
    client.post(
        "/api/v1/me/consents",
        {"purpose": "personalization"},
        "application/json",
        HTTP_IDEMPOTENCY_KEY="one",
    )
    told = client.put(
        "/api/v1/me/profile", {"sizes": ["M"]}, "application/json", HTTP_IDEMPOTENCY_KEY="two"
    )
    assert told.json()["sizes"] == ["M"]
    lamp = sold("Lamp")
    page(client, path_of(lamp))
    viewing.store()
    seen = client.get("/api/v1/me/recently-viewed").json()
    assert [card["title"] for card in seen["items"]] == ["Lamp"]
    assert client.get("/api/v1/recommendations").json()["is_personal"]
    client.delete("/api/v1/me/consents/personalization", HTTP_IDEMPOTENCY_KEY="three")
    assert not Browsing.objects.exists()
    assert client.get("/api/v1/me/profile").json() == {
        "is_on": False,
        "sizes": [],
        "skin_type": "",
        "needs": [],
        "budget": None,
        "measures": {},
    }


def test_up_to_four_stand_side_by_side_and_what_differs_is_marked(client: Client) -> None:
    Attribute.objects.create(code="wood", label="Wood", kind="text")
    products = [
        sold(f"Chair {n}", attributes={"wood": wood})
        for n, wood in enumerate(["Oak", "Oak", "Ash", "Elm", "Fir"])
    ]
    assert "Nothing to compare yet" in page(client, "/compare")
    for product in products:
        shown = page(client, f"/compare?add={product.public_id}")
    assert "Chair 0" not in shown
    assert shown.count('scope="col"') == 5
    assert 'class="differs"><th scope="row">Wood' in shown
    assert '<tr><th scope="row">Price' in shown
    assert ">Price<" not in page(client, "/compare?differences=1")
    assert "Chair 4" not in page(client, f"/compare?drop={products[4].public_id}")
    assert "Nothing to compare yet" in page(client, "/compare?clear=1")


def test_a_product_shows_who_else_sells_it(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    own = sold("Kettle", price="30.00", gtin="4006381333931")
    other = sold("Kettle", price="20.00", gtin="4006381333931")
    shown = page(client, path_of(own))
    assert "Other sellers" in shown
    assert other.store.name in shown
    assert " to your door</b>" in shown
    assert "25.00" in shown
    with django_assert_num_queries(3):
        page(client, path_of(own))
    found = client.get(f"/api/v1/products/{own.public_id}/sellers").json()
    assert [one["product_id"] for one in found["items"]] == [other.public_id]
    assert found["items"][0]["to_the_door"]["amount"] == "25.00"
    both = client.get(f"/api/v1/products/compare?ids={own.public_id},{other.public_id}").json()
    assert [one["price"]["amount"] for one in both["items"]] == ["30.00", "20.00"]
    assert client.get(f"/api/v1/products/{own.public_id}/similar").json()["similar"] == []
