"""From one device to the next, as two browsers do it; and the changes a device kept."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from tests.domains.factories.checkout import make_goods
from tests.domains.factories.identity import make_person

AT = "2026-11-20T12:00:00Z"


def fill(client: Client, quantity: int = 1) -> str:
    goods = make_goods()
    client.post("/cart/lines", {"variant": goods.public_id, "quantity": quantity})
    return goods.public_id


def link(client: Client, to: str = "cart") -> str:
    page = client.post("/cart/elsewhere", {"to": to}).content.decode()
    assert "<svg" in page
    found = re.search(r"/cart/elsewhere/[\w-]+", page)
    assert found is not None
    return found[0]


@pytest.mark.django_db
def test_the_link_opens_the_same_cart_on_the_other_device_once() -> None:
    phone, desk = Client(), Client()
    fill(phone, 3)
    url = link(phone)

    assert b"3 things" in desk.get(url).content
    assert desk.get(url).status_code == 200  # looking uses nothing up
    assert desk.post(url).headers["Location"] == "/cart"

    assert desk.cookies["tw_cart"].value == phone.cookies["tw_cart"].value
    assert (desk.get(url).status_code, Client().post(url).status_code) == (410, 410)


@pytest.mark.django_db
def test_from_the_checkout_one_goes_on_at_the_checkout() -> None:
    phone, desk = Client(), Client()
    fill(phone)
    url = link(phone, "checkout")

    assert b"/cart/elsewhere" in phone.get("/checkout").content
    assert desk.post(url).headers["Location"] == "/checkout"
    assert desk.get("/checkout").status_code == 200


@pytest.mark.django_db
def test_an_empty_cart_has_no_link() -> None:
    assert Client().post("/cart/elsewhere").headers["Location"] == "/cart"


@pytest.mark.django_db
def test_over_rest() -> None:
    client, goods = Client(), make_goods()

    def post(path: str, body: dict[str, object], **headers: str) -> dict[str, object]:
        answer = client.post(f"/api/v1{path}", body, "application/json", headers=headers)
        assert answer.status_code < 300, answer.content
        told: dict[str, object] = answer.json()
        return told

    cart = post("/carts", {"lines": [{"variant_id": goods.public_id, "quantity": 2}]})
    token = {"Cart-Token": str(cart["token"])}
    secret = post("/cart/links", {}, **token)["secret"]
    opened = post("/cart/links/opening", {"secret": secret})
    again = client.post("/api/v1/cart/links/opening", {"secret": secret}, "application/json")
    intents = [
        {"key": "a-key-of-mine", "at": AT, "quantity": 99, "variant_id": goods.public_id},
        {"key": "another-key-x", "at": AT, "quantity": 1, "variant_id": "var_x"},
    ]
    told = post("/cart/reconcile", {"intents": intents}, **token)

    assert opened["token"] == cart["token"]
    assert (again.status_code, again.json()["code"]) == (410, "cart_link_gone")
    assert [(one["outcome"], one["codes"]) for one in told["answers"]] == [  # type: ignore[attr-defined]
        ("changed", ["cart_change_fewer"]),
        ("refused", ["cart_change_unknown"]),
    ]


@pytest.mark.django_db
def test_what_a_device_kept_is_made_and_answered() -> None:
    client, goods = Client(), make_goods(on_hand=2)
    change = {"key": "k" * 20, "at": AT, "action": "add", "quantity": 5, "line": ""}
    body = json.dumps([change | {"variant": goods.public_id, "seen_minor": None}])

    first = client.post("/cart/reconciliation", body, "application/json")
    again = client.post("/cart/reconciliation", body, "application/json")

    assert first.json() == again.json()
    assert first.json()["pieces"] == 2
    assert first.json()["answers"][0]["outcome"] == "changed"
    assert "only 2 are left of the 5" in first.json()["answers"][0]["says"]
    assert "tw_cart" in client.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["", "[]", "{}", '[{"key": "k"}]', "[" * 9])
def test_what_is_no_change_is_refused(body: str) -> None:
    answer = Client().post("/cart/reconciliation", body, "application/json")
    assert answer.status_code in (400, 422)


@pytest.mark.django_db
def test_a_page_says_who_reads_and_whether_it_may_be_kept() -> None:
    client = Client()
    fill(client)

    def headers(path: str) -> tuple[str | None, str | None]:
        answer = client.get(path)
        return answer.headers.get("X-Reader"), answer.headers.get("X-Offline")

    assert headers("/") == ("guest", "keep")
    assert headers("/cart") == ("guest", "keep")
    assert headers("/checkout") == ("guest", None)
    assert headers("/account/login/") == ("guest", None)
    assert headers("/cart/sheet") == ("guest", None)


@pytest.mark.django_db
def test_members_keep_their_own_pages_under_names_that_tell_nothing() -> None:
    names = set()
    for _ in range(2):
        client, person = Client(), make_person()
        client.force_login(person)
        answer = client.get("/account/")
        assert answer.headers["X-Offline"] == "own"
        assert "X-Offline" not in client.get("/account/addresses").headers
        assert str(person.pk) != answer.headers["X-Reader"]
        names.add(answer.headers["X-Reader"])
    assert len(names | {"guest"}) == 3
