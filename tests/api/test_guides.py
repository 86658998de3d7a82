"""Guides over REST."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_staff
from tradewind.domains.guides.models import Guide

pytestmark = pytest.mark.django_db

TABLE = "size; chest\nM; 92-97\nL; 98-103"


def send(client: Client, method: str, path: str, body: object, key: str) -> object:
    call = getattr(client, method)
    return call(
        f"/api/v1{path}", body, content_type="application/json", headers={"Idempotency-Key": key}
    )


def test_written_read_changed_and_dropped(client: Client) -> None:
    goods, person = make_goods(), make_person()
    make_staff(store=goods.store, person=person)
    client.force_login(person)
    base = f"/stores/{goods.store.slug}/guides"
    body = {"kind": "size", "title": "Coats", "table": TABLE}
    made = send(client, "post", base, body, "guide-key-1")
    assert made.status_code == 201, made.content  # type: ignore[attr-defined]
    again = send(client, "post", base, body, "guide-key-1")
    assert again.json()["id"] == made.json()["id"]  # type: ignore[attr-defined]
    assert Guide.objects.for_store(goods.store_id).count() == 1
    taken = send(client, "post", base, body, "guide-key-2")
    assert taken.status_code == 409  # type: ignore[attr-defined]
    bad = send(client, "post", base, {**body, "brand": "B", "table": "size; x\nM; 1"}, "guide-3")
    assert bad.status_code == 422  # type: ignore[attr-defined]
    one = f"{base}/{made.json()['id']}"  # type: ignore[attr-defined]
    changed = send(client, "put", one, {"title": "Coats 2", "table": TABLE}, "guide-key-4")
    assert changed.json()["title"] == "Coats 2"  # type: ignore[attr-defined]
    guest = Client()
    product = f"/products/{goods.product.public_id}"
    read = guest.get(f"/api/v1{product}/guides").json()
    assert read["size"]["sizes"][0] == {"label": "M", "ranges": {"chest": [920, 970]}}
    assert read["shade"] is None
    fit = send(guest, "post", f"{product}/size", {"measures": {"chest": 1000}}, "fit-1")
    assert (fit.json()["size"], fit.json()["fits"]) == ("L", True)  # type: ignore[attr-defined]
    for measures in ({}, {"wings": 900}, {"chest": 1}):
        refused = send(guest, "post", f"{product}/size", {"measures": measures}, "fit-2")
        assert refused.status_code == 422  # type: ignore[attr-defined]
    gone = send(client, "delete", one, {}, "guide-key-5")
    assert gone.json() == {"items": []}  # type: ignore[attr-defined]
    missing = send(guest, "post", f"{product}/size", {"measures": {"chest": 1000}}, "fit-3")
    assert missing.status_code == 404  # type: ignore[attr-defined]
