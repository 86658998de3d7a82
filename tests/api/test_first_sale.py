"""The whole journey over REST, as a program makes it."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.test import Client

from tests.domains.factories.checkout import ADDRESS, make_goods
from tradewind.domains.orders.models import Purchase

pytestmark = pytest.mark.django_db


def call(client: Client, method: str, path: str, body: Any = None, **headers: str) -> Any:
    response = client.generic(
        method,
        f"/api/v1{path}",
        data=b"" if body is None else orjson.dumps(body),
        content_type="application/json",
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )
    return response


def test_a_program_buys_from_two_sellers(client: Client) -> None:
    first, second = make_goods(price="10.00"), make_goods(price="20.00")

    cart = call(
        client,
        "POST",
        "/carts",
        {
            "currency": "CAD",
            "country": "CA",
            "region": "ON",
            "lines": [{"variant_id": v.public_id, "quantity": 1} for v in (first, second)],
        },
    ).json()
    assert cart["quote"]["total"] == {"amount": "45.20", "minor": 4520, "currency": "CAD"}

    token = {"cart_token": cart["token"]}
    begun = call(
        client,
        "POST",
        "/checkouts",
        {"email": "noor@example.org", "country": "CA", "address": dict(ADDRESS)},
        **token,
    )
    assert begun.status_code == 201
    checkout = begun.json()
    paid = call(
        client,
        "POST",
        f"/checkouts/{checkout['id']}/payment",
        {
            "provider": "sandbox",
            "source": "tok_pays",
            "agreed_total": {"minor": 4520, "currency": "CAD"},
        },
        **token,
    ).json()
    assert paid["state"] == "confirmed"

    purchase = call(client, "GET", f"/purchases/{paid['purchase']}").json()
    assert [order["stage"] for order in purchase["orders"]] == ["paid", "paid"]
    assert purchase["channel"] == "api"
    assert Purchase.objects.get().total_minor == 4520


def test_another_cart_s_checkout_is_not_found(client: Client) -> None:
    goods = make_goods()
    body = {"country": "CA", "region": "ON", "lines": [{"variant_id": goods.public_id}]}
    mine = call(client, "POST", "/carts", body).json()
    theirs = call(client, "POST", "/carts", body).json()
    checkout = call(client, "POST", "/checkouts", cart_token=theirs["token"]).json()

    answer = call(client, "GET", f"/checkouts/{checkout['id']}", cart_token=mine["token"])

    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"
