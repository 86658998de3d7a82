"""A program sets what a store's product costs."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.test import Client

from tests.console.staff import member
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.pricing import make_price
from tests.domains.factories.stores import make_store

pytestmark = pytest.mark.django_db


def send(client: Client, method: str, url: str, body: Any = None) -> Any:
    sent = b"" if body is None else orjson.dumps(body)
    return client.generic(method, url, data=sent, content_type="application/json")


def test_prices_over_rest() -> None:
    store = make_store()
    client = member(store)[1]
    product = make_product(store=store)
    (variant,) = variants_of(product)
    make_price(variant=variant, amount="10.00")
    base = f"/api/v1/stores/{store.slug}/products/{product.public_id}"
    one = f"{base}/variants/{variant.public_id}"

    set_to = send(client, "PUT", f"{one}/price", {"amount": "9.50", "currency": "EUR"})
    assert set_to.status_code == 200
    told = {row["price"]["currency"]: row["price"]["minor"] for row in set_to.json()["items"]}
    assert told == {"CAD": 1000, "EUR": 950}

    days = {"starts_at": "2030-01-01T00:00:00Z", "ends_at": "2030-01-02T00:00:00Z"}
    plan = {"amount": "8.00", "compare_at": "10.00", **days}
    planned = send(client, "POST", f"{one}/prices", plan)
    assert planned.status_code == 201
    (dated,) = [row for row in planned.json()["items"] if row["starts_at"]]
    assert dated["compare_at"]["amount"] == "10.00"
    refused = send(client, "POST", f"{one}/prices", plan)
    assert (refused.status_code, refused.json()["code"]) == (409, "prices_overlap")
    assert refused.json()["details"]["starts_at"].startswith("2030-01-01")

    assert send(client, "POST", f"{base}/prices/{dated['id'] + 1}/end").status_code == 404
    left = send(client, "POST", f"{base}/prices/{dated['id']}/end")
    assert [row["starts_at"] for row in left.json()["items"]] == [None, None]
    own = send(client, "DELETE", f"{one}/prices/CAD")
    assert (own.status_code, own.json()["code"]) == (409, "last_price")
    gone = send(client, "DELETE", f"{one}/prices/EUR")
    assert [row["price"]["currency"] for row in gone.json()["items"]] == ["CAD"]


def test_quantity_prices_over_rest() -> None:
    store = make_store()
    client = member(store)[1]
    product = make_product(store=store)
    (variant,) = variants_of(product)
    make_price(variant=variant, amount="10.00")
    base = f"/api/v1/stores/{store.slug}/products/{product.public_id}"
    steps = f"{base}/variants/{variant.public_id}/quantity-prices"

    made = send(client, "POST", steps, {"pieces": 10, "amount": "9.00"})
    assert made.status_code == 201
    again = send(client, "POST", steps, {"pieces": 10, "amount": "8.50"})
    (row,) = again.json()["quantity_prices"]
    assert (row["pieces"], row["price"]["minor"], row["starts_at"]) == (10, 850, None)

    dear = send(client, "POST", steps, {"pieces": 20, "amount": "10.00"})
    assert (dear.status_code, dear.json()["code"]) == (409, "quantity_price_not_cheaper")
    alone = send(client, "POST", steps, {"pieces": 20, "amount": "1.00", "currency": "EUR"})
    assert (alone.status_code, alone.json()["code"]) == (409, "quantity_price_without_price")
    assert send(client, "POST", steps, {"pieces": 1, "amount": "1.00"}).status_code == 422
    assert send(client, "POST", steps, {"pieces": 100, "amount": "1.00"}).status_code == 422

    assert send(client, "DELETE", f"{base}/quantity-prices/{row['id'] + 1}").status_code == 404
    gone = send(client, "DELETE", f"{base}/quantity-prices/{row['id']}")
    assert gone.json()["quantity_prices"] == []
    assert send(client, "DELETE", f"{base}/quantity-prices/{row['id']}").status_code == 404


def test_bad_amounts_and_other_peoples_variants() -> None:
    store = make_store()
    client = member(store)[1]
    product = make_product(store=store)
    (variant,), (other,) = variants_of(product), variants_of(make_product(store=store))
    base = f"/api/v1/stores/{store.slug}/products/{product.public_id}/variants"
    wrong = send(client, "PUT", f"{base}/{variant.public_id}/price", {"amount": "ten"})
    assert wrong.status_code in (400, 422)
    mixed = send(client, "PUT", f"{base}/{other.public_id}/price", {"amount": "10"})
    assert mixed.status_code == 404
