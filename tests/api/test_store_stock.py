"""A program keeps a store's shelves."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.test import Client

from tests.console.staff import member
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.stores import first_location, make_location, make_store
from tradewind.platform.audit.queries import list_by_subject

pytestmark = pytest.mark.django_db


def send(client: Client, method: str, url: str, body: Any = None) -> Any:
    sent = b"" if body is None else orjson.dumps(body)
    return client.generic(method, url, data=sent, content_type="application/json")


def test_the_shelves_over_rest() -> None:
    store = make_store()
    client = member(store, "operator")[1]
    (variant,) = variants_of(make_product(store=store))
    make_stock(variant=variant, on_hand=4)
    here, there = first_location(store).public_id, make_location(store=store, position=1).public_id
    base = f"/api/v1/stores/{store.slug}/stock"
    one = f"{base}/{variant.public_id}"

    def places(answer: Any) -> list[int]:
        assert answer.status_code == 200, answer.content
        return [place["on_hand"] for place in answer.json()["places"]]

    got = send(client, "POST", f"{one}/receipts", {"location": here, "pieces": 6})
    assert places(got) == [10, 0]
    moved = send(client, "POST", f"{one}/transfers", {"location": here, "to": there, "pieces": 3})
    assert places(moved) == [7, 3]
    lost = {"location": here, "change": -2, "kind": "damaged", "note": "wet"}
    assert places(send(client, "POST", f"{one}/adjustments", lost)) == [5, 3]
    counted = send(client, "POST", f"{one}/counts", {"location": there, "pieces": 1})
    assert places(counted) == [5, 1]
    warned = send(client, "PUT", f"{one}/alert", {"location": here, "low_at": 5})
    assert warned.json()["places"][0]["low_at"] == 5

    low = send(client, "GET", f"{base}?low=true").json()["items"]
    assert [(row["on_hand"], row["is_low"]) for row in low] == [(1, True), (5, True)]
    moves = send(client, "GET", f"{base}/movements?location={there}").json()
    assert [(row["kind"], row["quantity"]) for row in moves["items"]] == [
        ("counted", -2),
        ("moved", 3),
    ]
    actions = [entry.action for entry in list_by_subject(subject=variant.public_id).items]
    assert actions == [
        "stock.alert",
        "stock.count",
        "stock.adjustment",
        "stock.transfer",
        "stock.receipt",
    ]

    too_many = {"location": here, "to": there, "pieces": 99}
    short = send(client, "POST", f"{one}/transfers", too_many)
    assert (short.status_code, short.json()["code"]) == (409, "stock_promised")
    sold = send(client, "POST", f"{one}/adjustments", {**lost, "kind": "shipped"})
    assert sold.status_code == 422
    elsewhere = first_location(make_store()).public_id
    wrong = send(client, "POST", f"{one}/receipts", {"location": elsewhere, "pieces": 1})
    assert wrong.status_code == 422
    (theirs,) = variants_of(make_product())
    stranger = f"{base}/{theirs.public_id}/receipts"
    assert send(client, "POST", stranger, {"location": here, "pieces": 1}).status_code == 404
