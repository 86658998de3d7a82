"""A program does what the mall's office does, and a store reads its statement."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.test import Client

from tests.console.staff import bought, member, operator
from tests.domains.factories.checkout import make_goods
from tests.domains.factories.stores import make_store
from tradewind.domains.catalogue.operations import create_product, publish
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db


def send(client: Client, method: str, url: str, body: Any = None) -> Any:
    sent = b"" if body is None else orjson.dumps(body)
    return client.generic(method, f"/api/v1{url}", data=sent, content_type="application/json")


def test_new_products_are_looked_at_over_rest() -> None:
    office, store = operator()[1], make_store()
    assert send(office, "GET", "/mall/moderation").json() == {"look_first": False}
    set_to = send(office, "PUT", "/mall/moderation", {"look_first": True})
    assert set_to.json() == {"look_first": True}
    ids = []
    for title in ("Mug", "Knife"):
        product = create_product(store_id=store.pk, title=title)
        publish(store_id=store.pk, product_id=str(product.public_id))
        ids.append(str(product.public_id))
    queue = send(office, "GET", "/mall/inspections").json()["items"]
    assert [row["product_id"] for row in queue] == ids
    approved = send(office, "POST", f"/mall/inspections/{ids[0]}/approval")
    assert approved.json()["status"] == "active"
    again = send(office, "POST", f"/mall/inspections/{ids[0]}/approval")
    assert (again.status_code, again.json()["code"]) == (409, "nothing_to_inspect")
    refused = send(office, "POST", f"/mall/inspections/{ids[1]}/refusal", {"reason": "Sharp."})
    assert refused.json()["status"] == "refused"
    seller = member(store)[1]
    assert send(seller, "GET", "/mall/inspections").status_code == 404
    own = send(seller, "GET", f"/stores/{store.slug}/products?status=refused").json()
    assert [row["id"] for row in own["items"]] == [ids[1]]


def test_a_store_is_paid_and_reads_it() -> None:
    goods = make_goods()
    store, order = goods.store, bought(goods)
    office, owner = operator()[1], member(goods.store)[1]
    (owed,) = send(office, "GET", "/mall/owed").json()["items"]
    assert owed["store_id"] == store.public_id
    day = clock.now().date().isoformat()
    bill = {
        "store_id": store.public_id,
        "amount": owed["amount"]["amount"],
        "currency": owed["amount"]["currency"],
        "paid_on": day,
        "reference": "W-1",
    }
    paid = send(office, "POST", "/mall/payouts", bill)
    assert paid.status_code == 201, paid.content
    more = send(office, "POST", "/mall/payouts", {**bill, "reference": "W-2"})
    assert (more.status_code, more.json()["code"]) == (409, "payout_too_high")

    url = f"/stores/{store.slug}/statement?from=2026-01-01&until={day}"
    (told,) = send(owner, "GET", url).json()["items"]
    assert told["closing"]["minor"] == 0
    assert told["paid"] == owed["amount"] == told["earned"]
    assert told["sales"]["minor"] == order.total.minor
    assert [row["kind"] for row in told["rows"]] == ["sale", "payout"]
    assert len(send(owner, "GET", f"/stores/{store.slug}/payouts").json()["items"]) == 1
    backwards = f"/stores/{store.slug}/statement?from={day}&until=2026-01-01"
    assert send(owner, "GET", backwards).status_code == 422
    packer = member(store, "operator")[1]
    assert send(packer, "GET", url).status_code == 403

    back = send(office, "POST", f"/mall/payouts/{paid.json()['id']}/removal")
    assert back.json()["taken_back_at"]
    assert send(office, "GET", "/mall/owed").json()["items"] == [owed]
