"""Cancelling, returning and exchanging by programs, the shopper's and the seller's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.console.staff import member
from tests.domains.factories.checkout import make_goods
from tests.domains.factories.identity import make_person
from tests.domains.factories.orders import make_claim, make_delivered, make_order
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.orders.claims import ClaimKind
from tradewind.domains.orders.models import Claim, Order
from tradewind.domains.payments.models import Refund
from tradewind.platform.audit.queries import list_by_subject

pytestmark = pytest.mark.django_db


def post(client: Client, at: str, body: dict[str, Any] | None = None) -> Any:
    return client.post(f"/api/v1{at}", body or {}, content_type="application/json")


def asked(order: Order, kind: str, reason: str, count: int = 1) -> dict[str, Any]:
    line = order.lines.get()
    return {
        "order_id": order.public_id,
        "kind": kind,
        "reason": reason,
        "lines": [{"line_id": line.public_id, "count": count}],
    }


def test_a_guest_estimates_then_asks_for_what_was_estimated(client: Client) -> None:
    order = make_order(make_goods(price="10.00"), quantity=2)
    at = f"/purchases/{order.purchase.token}"
    body = asked(order, "cancel", "changed_mind")
    may = client.get(f"/api/v1{at}/orders/{order.public_id}/claimable").json()["items"][0]
    assert may["kinds"]["cancel"] == {"left": 2, "refusal": None}
    assert may["kinds"]["return"]["refusal"] == "not_sent_yet"

    shown = post(client, f"{at}/claims/estimates", body).json()
    assert shown["refund"]["minor"] == 1130
    assert shown["shares"] == [{"tender": "gateway", "amount": shown["refund"]}]
    assert Claim.objects.across_stores("a test").count() == 0

    other = {"minor": 1129, "currency": "CAD"}
    wrong = post(client, f"{at}/claims", {**body, "agreed_refund": other})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "claim_estimate_changed")
    agreed = {"minor": 1130, "currency": "CAD"}
    made = post(client, f"{at}/claims", {**body, "agreed_refund": agreed})
    assert made.status_code == 201
    assert made.json()["state"] == "settled"
    assert Refund.objects.get().amount_minor == 1130
    assert len(client.get(f"/api/v1{at}/claims").json()["items"]) == 1


def test_a_member_finds_theirs_and_nobody_elses() -> None:
    order = make_order()
    person = make_person()
    order.purchase.person = person
    order.purchase.save()
    mine, other = Client(), Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    mine.force_login(person, backend=backend)
    other.force_login(make_person(), backend=backend)
    at = f"/me/purchases/{order.purchase.public_id}"
    body = asked(order, "cancel", "bought_twice")
    shown = post(mine, f"{at}/claims/estimates", body).json()
    agreed = {"minor": shown["refund"]["minor"], "currency": "CAD"}
    assert post(other, f"{at}/claims", {**body, "agreed_refund": agreed}).status_code == 404
    assert post(mine, f"{at}/claims", {**body, "agreed_refund": agreed}).status_code == 201


def test_each_step_of_a_return_is_a_thing_of_its_own() -> None:
    order = make_delivered(make_goods(price="10.00"), quantity=2)
    claim = make_claim(order, count=2)
    _person, staff = member(order.store)
    at = f"/stores/{order.store.slug}/claims/{claim.public_id}"
    guest = f"/purchases/{order.purchase.token}/claims/{claim.public_id}"
    line = order.lines.get()
    place = StockLevel.objects.for_store(order.store_id).get(variant_id=line.variant_id).location

    assert post(staff, f"{at}/approval", {"answer": "Yes"}).json()["state"] == "approved"
    assert post(Client(), f"{guest}/sending", {"carrier": "UPS"}).json()["state"] == "sent_back"
    assert post(staff, f"{at}/receipt").json()["state"] == "received"
    look = {
        "lines": {line.public_id: {"accepted": 1, "condition": "damaged"}},
        "location": place.public_id,
    }
    assert post(staff, f"{at}/inspection", look).json()["lines"][0]["accepted"] == 1
    done = post(staff, f"{at}/refund")
    assert (done.json()["state"], done.json()["refund"]["minor"]) == ("settled", 1130)
    assert post(staff, f"{at}/refusal", {"answer": "No"}).status_code == 409
    assert len(list_by_subject(subject=claim.public_id).items) == 4


def test_an_exchange_and_a_refusal() -> None:
    order = make_delivered(quantity=2)
    swap, no = make_claim(order, kind=ClaimKind.EXCHANGE), make_claim(order)
    _person, staff = member(order.store)
    at = f"/stores/{order.store.slug}/claims"
    assert post(staff, f"{at}/{swap.public_id}/refund").json()["state"] == "replacing"
    sent = post(staff, f"{at}/{swap.public_id}/replacement", {"carrier": "DHL"})
    assert sent.json()["state"] == "settled"
    assert post(staff, f"{at}/{no.public_id}/refusal", {"answer": ""}).status_code == 422
    assert (
        post(staff, f"{at}/{no.public_id}/refusal", {"answer": "Worn"}).json()["answer"] == "Worn"
    )
    open_ones = staff.get(f"/api/v1{at}?state=requested").json()["items"]
    assert open_ones == []


def test_the_policy_is_read_and_written() -> None:
    order = make_delivered()
    _person, staff = member(order.store)
    at = f"/api/v1/stores/{order.store.slug}/return-policy"
    assert staff.get(at).json()["return_days"] == 30
    body = {"return_days": 7, "exchange_days": 9, "label_fee_minor": 250}
    assert staff.put(at, body, content_type="application/json").json()["return_days"] == 7
    assert staff.get(at).json()["label_fee"]["minor"] == 250
