"""Fulfilment figures, stocktakes and buying again, for programs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.test import Client

from tests.console.staff import member, signed_in, sold_goods
from tests.domains.factories.checkout import make_cart, make_checkout, make_goods, pay
from tests.domains.factories.identity import make_person
from tradewind.domains.checkout.operations import open_cart
from tradewind.domains.inventory.models import StockLevel, StockMovement
from tradewind.domains.orders.models import Order, Purchase
from tradewind.domains.orders.operations import ship
from tradewind.kernel import clock
from tradewind.platform.audit.queries import list_by_subject

pytestmark = pytest.mark.django_db


def send(client: Client, method: str, url: str, body: Any = None, **headers: str) -> Any:
    sent = b"" if body is None else orjson.dumps(body)
    return client.generic(method, url, data=sent, content_type="application/json", headers=headers)


def test_a_stocktake_from_sheet_to_booking() -> None:
    store, variant, _order = sold_goods(on_hand=10)
    level = StockLevel.objects.for_store(store.pk).get(variant=variant)
    owner, packer = member(store)[1], member(store, "operator")[1]
    url = f"/api/v1/stores/{store.slug}/stocktakes"
    begun = send(packer, "POST", url, {"location": level.location.public_id})
    assert begun.status_code == 201, begun.content
    sheet = begun.json()
    assert (sheet["state"], sheet["lines"], sheet["accuracy"]) == ("open", 1, None)
    # Where one is open it goes on.
    again = send(packer, "POST", url, {"location": level.location.public_id})
    assert again.json()["id"] == sheet["id"]

    one = f"{url}/{sheet['id']}"
    unknown = {"found": [{"code": "NO-SUCH", "pieces": 1}]}
    assert send(packer, "PUT", f"{one}/counts", unknown).status_code == 422
    found = {"found": [{"code": variant.sku, "pieces": level.on_hand - 2}]}
    counted = send(packer, "PUT", f"{one}/counts", found).json()
    assert (counted["counted"], counted["right"], counted["accuracy"]) == (1, 0, "0.0000")
    assert counted["sheet"][0]["expected"] == level.on_hand
    assert send(packer, "POST", f"{one}/booking").status_code == 403
    booked = send(owner, "POST", f"{one}/booking")
    assert booked.json()["state"] == "booked"
    moved = StockMovement.objects.for_store(store.pk).filter(kind="counted").get()
    assert moved.quantity == -2
    assert [entry.action for entry in list_by_subject(subject=sheet["id"]).items] == [
        "stock.stocktake"
    ]
    assert send(owner, "DELETE", one).status_code == 409
    assert [row["id"] for row in owner.get(url).json()["items"]] == [sheet["id"]]


def test_an_open_stocktake_may_be_discarded() -> None:
    store, variant, _order = sold_goods(on_hand=10)
    level = StockLevel.objects.for_store(store.pk).get(variant=variant)
    client = member(store)[1]
    url = f"/api/v1/stores/{store.slug}/stocktakes"
    sheet = send(client, "POST", url, {"location": level.location.public_id}).json()
    assert send(client, "DELETE", f"{url}/{sheet['id']}").json()["state"] == "discarded"
    assert not StockMovement.objects.for_store(store.pk).filter(kind="counted").exists()


def test_figures_of_packing_and_what_may_be_late() -> None:
    store, _variant, order = sold_goods()
    client = member(store, "operator")[1]
    url = f"/api/v1/stores/{store.slug}/fulfilment"
    fresh = client.get(url).json()
    assert (fresh["to_pack"], fresh["packing"]["sent"], fresh["packing"]["share"]) == (1, 0, None)
    long_ago = clock.now() - timedelta(hours=5)
    Order.objects.for_store(store.pk).update(placed_at=long_ago)
    slow = client.get(url).json()
    assert slow["risks"] == {"slow": 1}
    assert slow["at_risk"][0]["number"] == order.number
    assert slow["at_risk"][0]["pieces"] == 1
    line = order.lines.get()
    ship(
        store_id=store.pk,
        order_id=order.public_id,
        pieces={line.public_id: 1},
        carrier="",
        tracking_number="",
        actor="per_x",
    )
    sent = client.get(url).json()
    assert sent["to_pack"] == 0
    assert sent["packing"]["sent"] == 1
    assert sent["packing"]["share"] == "0.0000"
    assert sent["packing"]["median_minutes"] == 300
    assert client.get(f"{url}?packed_days=0").status_code == 422


def test_a_purchase_is_bought_again_as_far_as_it_can_be_had() -> None:
    mug, bowl = make_goods(on_hand=9), make_goods(on_hand=2)
    checkout = make_checkout(mug, bowl, quantity=2)
    pay(checkout)
    purchase = Purchase.objects.get(checkout=checkout.public_id)
    cart = make_cart()
    client = Client()
    headers = {"Cart-Token": cart.token}
    done = send(client, "POST", f"/api/v1/purchases/{purchase.token}/again", **headers)
    assert done.status_code == 200, done.content
    assert (done.json()["added"], done.json()["gone"]) == (1, [bowl.product.title])
    assert {line.variant_id: line.quantity for line in cart.lines.all()} == {mug.pk: 2}
    assert send(client, "POST", "/api/v1/purchases/no-such/again", **headers).status_code == 404
    # Without a cart there is nowhere to put it.
    assert send(client, "POST", f"/api/v1/purchases/{purchase.token}/again").status_code == 404

    person = make_person()
    mine, url = signed_in(person), f"/api/v1/me/purchases/{purchase.public_id}/again"
    assert send(mine, "POST", url, **headers).status_code == 404
    purchase.person = person
    purchase.save(update_fields=["person"])
    own = open_cart(currency="CAD", country="CA", language="en", person_id=person.pk)
    assert send(mine, "POST", url).json()["added"] == 1
    assert {line.variant_id: line.quantity for line in own.lines.all()} == {mug.pk: 2}
