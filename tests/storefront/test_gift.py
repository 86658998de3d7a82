"""The gift page, its link, and what is refused on it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.domains.checkout.test_gifts import make_wrapping
from tests.domains.factories.checkout import make_goods


@pytest.mark.django_db
def test_it_is_said_once_and_seen_on_the_way() -> None:
    client, goods = Client(), make_goods()
    make_wrapping(goods)
    assert client.get("/cart/gift").headers["Location"] == "/cart"
    client.post("/cart/lines", {"variant": goods.public_id})

    assert b"/cart/gift" in client.get("/cart").content
    page = client.get("/cart/gift")
    assert "4.00" in page.content.decode()
    sent = client.post(
        "/cart/gift",
        {"message": "For you <b>", "sender": "Mo", "wrap": goods.store.public_id},
    )

    assert sent.headers["Location"] == "/checkout"
    screen = client.get("/cart/gift").context["screen"]
    assert (screen.message, screen.sender, screen.wraps[0].is_chosen) == ("For you <b>", "Mo", True)
    assert client.get("/checkout").status_code == 200
    assert b"<b>" not in client.get("/cart/gift").content


@pytest.mark.django_db
def test_what_is_wrong_is_said_and_kept() -> None:
    client, goods = Client(), make_goods()
    client.post("/cart/lines", {"variant": goods.public_id})

    long = client.post("/cart/gift", {"message": "x" * 400})
    gone = client.post("/cart/gift", {"message": "m", "wrap": goods.store.public_id})

    assert (long.status_code, gone.status_code) == (422, 422)
    assert long.context["screen"].errors["message"]
    assert gone.context["screen"].problem
    assert client.get("/cart/gift").context["screen"].message == ""


@pytest.mark.django_db
def test_over_rest() -> None:
    client, goods = Client(), make_goods()
    make_wrapping(goods)
    cart = client.post(
        "/api/v1/carts", {"lines": [{"variant_id": goods.public_id}]}, "application/json"
    ).json()
    token = {"Cart-Token": cart["token"]}
    body = {"message": "Yours", "wrapped_by": [goods.store.public_id]}

    said = client.put("/api/v1/cart/gift", body, "application/json", headers=token)
    read = client.get("/api/v1/cart/gift", headers=token)

    assert said.status_code == 200, said.content
    assert said.json() == read.json()
    assert (read.json()["message"], read.json()["wraps"][0]["is_chosen"]) == ("Yours", True)
