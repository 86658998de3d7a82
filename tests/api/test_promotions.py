"""Promotions over REST, from draft to wallet."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.domains.factories.catalogue import make_product
from tests.domains.factories.identity import make_person
from tests.domains.factories.stores import make_staff

pytestmark = pytest.mark.django_db
BODY = {
    "name": "Spring",
    "reward": {"kind": "percent", "percent_bp": 1500},
    "needs": {"minimum_minor": 2000, "places": ["CA"]},
    "how": "code",
    "currency": "CAD",
}


def test_a_promotion_is_drafted_given_a_code_run_shown_kept_and_ended() -> None:
    product = make_product()
    owner, shopper = Client(), Client()
    person = make_person()
    make_staff(store=product.store, person=person)
    owner.force_login(person)
    shopper.force_login(make_person())
    base = f"/api/v1/stores/{product.store.slug}/promotions"
    body = {**BODY, "scope": {"products": [product.public_id]}}
    made = owner.post(base, body, content_type="application/json")
    assert made.status_code == 201
    told = made.json()
    assert told["scope"]["products"] == [product.public_id]
    assert (told["state"], told["version"]) == ("draft", 1)
    one = f"{base}/{told['id']}"
    stopped = owner.post(f"{one}/publication", {}, content_type="application/json")
    assert (stopped.status_code, stopped.json()["code"]) == (409, "promotion_incomplete")
    code = owner.post(f"{one}/codes", {"text": "spring 15"}, content_type="application/json")
    assert code.json() == {"text": "SPRING15", "limit": None, "used": 0}
    again = owner.post(f"{one}/codes", {"text": "SPRING15"}, content_type="application/json")
    assert (again.status_code, again.json()["code"]) == (409, "promotion_code_taken")
    assert owner.post(f"{one}/publication", {}, content_type="application/json").status_code == 200
    shown = shopper.get(f"/api/v1/products/{product.public_id}/promotions?currency=CAD").json()
    assert [(item["name"], item["code"]) for item in shown["items"]] == [("Spring", "SPRING15")]
    kept = shopper.post("/api/v1/me/wallet", {"code": "Spring15"}, content_type="application/json")
    assert kept.status_code == 201
    (entry,) = kept.json()["items"]
    assert (entry["offer"]["id"], entry["is_over"]) == (told["id"], False)
    changed = owner.put(one, {**body, "name": "Late spring"}, content_type="application/json")
    assert (changed.json()["name"], changed.json()["version"]) == ("Late spring", 2)
    assert owner.post(f"{one}/end", {}, content_type="application/json").json()["state"] == "ended"
    assert shopper.get("/api/v1/me/wallet").json()["items"][0]["is_over"] is True
    over = owner.put(one, body, content_type="application/json")
    assert (over.status_code, over.json()["code"]) == (409, "promotion_over")
    gone = shopper.delete(f"/api/v1/me/wallet/{entry['id']}")
    assert gone.json() == {"items": []}
    results = owner.get(f"{one}/results").json()
    assert (results["uses"], results["codes"]) == (0, 1)


def test_another_store_s_goods_can_t_be_named() -> None:
    product, other = make_product(), make_product()
    owner, person = Client(), make_person()
    make_staff(store=product.store, person=person)
    owner.force_login(person)
    answer = owner.post(
        f"/api/v1/stores/{product.store.slug}/promotions",
        {**BODY, "scope": {"products": [other.public_id]}},
        content_type="application/json",
    )
    assert answer.status_code == 422
    told = answer.json()
    assert told["code"] == "invalid_input"
    assert told["fields"]["scope.products"]["code"] == "unknown"


def test_an_unknown_code_is_not_kept() -> None:
    shopper = Client()
    shopper.force_login(make_person())
    answer = shopper.post("/api/v1/me/wallet", {"code": "NOPE"}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "coupon_unknown")
