"""A program keeps a store's products."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_staff, make_store
from tradewind.domains.catalogue.models import Product
from tradewind.domains.stores.models import Store
from tradewind.flows.import_products.jobs import run_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def store() -> Store:
    return make_store()


@pytest.fixture
def owner(client: Client, store: Store) -> Client:
    person = make_person()
    make_staff(store=store, person=person)
    client.force_login(person)
    return client


def call(client: Client, store: Store, method: str, path: str, body: Any = None) -> Any:
    return client.generic(
        method,
        f"/api/v1/stores/{store.slug}/products{path}",
        data=b"" if body is None else orjson.dumps(body),
        content_type="application/json",
    )


def test_a_product_from_draft_to_sale(owner: Client, store: Store) -> None:
    options = [{"name": "Size", "values": ["S", "M"]}]
    made = call(owner, store, "POST", "", {"title": "Shirt", "sku": "SH", "options": options})
    assert made.status_code == 201
    product = made.json()
    assert [variant["sku"] for variant in product["variants"]] == ["SH-S", "SH-M"]

    path = f"/{product['id']}"
    seen = {"seen_at": product["updated_at"]}
    changed = call(owner, store, "PATCH", path, {"brand": "Ours", **seen})
    assert (changed.status_code, changed.json()["brand"]) == (200, "Ours")
    stale = call(owner, store, "PATCH", path, {"brand": "Theirs", **seen})
    assert (stale.status_code, stale.json()["code"]) == (409, "conflict")

    variant = product["variants"][0]["id"]
    bad = call(owner, store, "PATCH", f"{path}/variants/{variant}", {"gtin": "4006381333932"})
    assert (bad.status_code, bad.json()["fields"]["gtin"]["code"]) == (422, "gtin_invalid")

    renamed = {"name": "Size", "values": [{"name": "Small", "was": "S"}, {"name": "M"}]}
    laid = call(owner, store, "PUT", f"{path}/options", {"options": [renamed]})
    assert [(each["id"], each["choices"]) for each in laid.json()["variants"]] == [
        (product["variants"][0]["id"], ["Small"]),
        (product["variants"][1]["id"], ["M"]),
    ]
    assert call(owner, store, "POST", f"{path}/publication").json()["status"] == "active"
    assert call(owner, store, "POST", f"{path}/archival").json()["is_archived"] is True
    assert call(owner, store, "POST", f"{path}/publication").status_code == 409
    assert call(owner, store, "DELETE", f"{path}/archival").json()["is_archived"] is False
    (line,) = call(owner, store, "GET", "?text=sh-s").json()["items"]
    assert line["id"] == product["id"]


def test_on_sale_at_once(owner: Client, store: Store) -> None:
    body = {"title": "Candle", "amount": "18.00", "stock": 3}
    product = call(owner, store, "POST", "/quick", body).json()
    (variant,) = product["variants"]
    assert product["status"] == "active"
    assert (variant["price"]["minor"], variant["available"]) == (1800, 3)
    refused = call(owner, store, "POST", "/quick", body | {"amount": "18.005"})
    assert (refused.status_code, refused.json()["code"]) == (400, "bad_amount")
    assert Product.objects.for_store(store.pk).count() == 1


def test_a_file_is_sent_looked_at_and_taken_in(owner: Client, store: Store) -> None:
    file = SimpleUploadedFile("goods.txt", b"sku,title,price,Note\nA,Hat,10,x\nB,Cap,dear,y\n")
    path = f"/api/v1/stores/{store.slug}/products/imports"
    sent = owner.post(path, {"file": file})
    assert sent.status_code == 201
    begun = sent.json()
    assert (begun["format"], begun["state"], begun["columns"]["Note"]) == ("csv", "preview", "")
    look = call(owner, store, "GET", f"/imports/{begun['id']}/preview").json()
    assert [row["refusals"] for row in look["rows"]] == [
        [],
        [{"row": 2, "field": "price", "column": "price", "code": "invalid", "value": "dear"}],
    ]
    started = call(owner, store, "POST", f"/imports/{begun['id']}/run")
    assert (started.status_code, started.json()["state"]) == (202, "running")
    run_import(store_id=store.pk, import_id=begun["id"])
    done = call(owner, store, "GET", f"/imports/{begun['id']}").json()
    assert (done["state"], done["created"], done["refused"]) == ("done", 1, 1)
    (bad,) = call(owner, store, "GET", f"/imports/{begun['id']}/refused").json()["items"]
    assert (bad["row"], bad["field"]) == (2, "price")
    export = call(owner, store, "GET", "/export")
    assert b"Hat" in b"".join(export.streaming_content)


def test_a_file_that_is_none(owner: Client, store: Store) -> None:
    path = f"/api/v1/stores/{store.slug}/products/imports"
    for content, code in (
        (b"%PDF-1.4", "import_format_unknown"),
        (b"PK\x03\x04", "import_file_unreadable"),
    ):
        answer = owner.post(path, {"file": SimpleUploadedFile("x.csv", content)})
        assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_another_stores_owner_gets_nothing(client: Client, store: Store) -> None:
    person = make_person()
    make_staff(store=make_store(), person=person)
    client.force_login(person)
    for method, path in (("GET", ""), ("POST", ""), ("GET", "/export"), ("GET", "/imports")):
        assert call(client, store, method, path, {"title": "Mine"}).status_code == 404
    assert Product.objects.for_store(store.pk).count() == 0
