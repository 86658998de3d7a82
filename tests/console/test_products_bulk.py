"""Changing many products on the page and over REST."""

from __future__ import annotations

import orjson
import pytest
from django.urls import reverse

from tests.console.staff import member
from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.pricing import make_price
from tests.domains.factories.stores import make_store
from tradewind.domains.pricing.models import Price

pytestmark = pytest.mark.django_db


def test_seen_done_and_taken_back() -> None:
    store = make_store()
    client = member(store)[1]
    products = [make_product(store=store, title=f"Mug {place}") for place in range(2)]
    for product in products:
        make_price(variant=variants_of(product)[0], amount="10.00")
    url = reverse("console:products_bulk", args=[store.slug])
    first = client.post(url, {"product": [product.public_id for product in products]})
    assert first.context["screen"].count == 2
    said = {"products": first.context["screen"].products, "kind": "price_percent"}
    wrong = client.post(url, {**said, "value": "much"})
    assert wrong.status_code == 422
    seen = client.post(url, {**said, "value": "−12,5 %"}).context["screen"]
    assert [(row.before, row.after) for row in seen.rows] == [("CA$10.00", "CA$8.75")] * 2
    assert sorted({row.title for row in seen.rows}) == ["Mug 0", "Mug 1"]
    held = Price.objects.for_store(store.pk)
    assert set(held.values_list("amount_minor", flat=True)) == {1000}

    carry = reverse("console:products_bulk_carry", args=[store.slug])
    done = client.post(carry, {**said, "value": "-12.5", "mark": seen.mark}, follow=True)
    assert set(held.values_list("amount_minor", flat=True)) == {875}
    again = client.post(carry, {**said, "value": "-12.5", "mark": seen.mark})
    assert b"Something changed meanwhile" in again.content
    (message,) = done.context["messages"]
    client.post(message.extra_tags)
    assert set(held.values_list("amount_minor", flat=True)) == {1000}
    assert client.post(carry, {**said, "kind": "nonsense"}).status_code == 422


def test_over_rest() -> None:
    store = make_store()
    client = member(store)[1]
    product = make_product(store=store)
    base = f"/api/v1/stores/{store.slug}/products/changes"
    wanted = {"products": [product.public_id], "kind": "tag", "value": "summer"}

    def post(path: str, body: object) -> dict[str, object]:
        sent = client.post(base + path, orjson.dumps(body), content_type="application/json")
        told: dict[str, object] = {"status": sent.status_code, **sent.json()}
        return told

    plan = post("/plan", wanted)
    assert plan["rows"][0]["after"] == ["summer"]  # type: ignore[index]
    outdated = post("", {**wanted, "mark": "x"})
    assert (outdated["status"], outdated["code"]) == (409, "bulk_plan_outdated")
    done = post("", {**wanted, "mark": plan["mark"]})
    assert done["changed"] == 1
    back = client.delete(f"{base}/{done['change_id']}")
    assert back.json()["changed"] == 1
    gone = client.delete(f"{base}/{done['change_id']}")
    assert (gone.status_code, gone.json()["code"]) == (409, "bulk_change_gone")
