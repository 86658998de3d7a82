"""Buying with forms and links alone, and what others can't reach of it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.domains.factories.checkout import make_goods
from tradewind.domains.catalogue.models import Variant
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.orders.models import Purchase
from tradewind.domains.payments.models import Payment

pytestmark = pytest.mark.django_db(transaction=True)

DETAILS = {
    "email": "noor@example.org",
    "country": "CA",
    "address.name": "Noor Haddad",
    "address.street_address": "12 Water Street",
    "address.city": "Toronto",
    "address.country_area": "ON",
    "address.postal_code": "M5V 2T6",
    "provider": "sandbox",
}


def in_cart(client: Client, *goods: Variant) -> None:
    for variant in goods:
        answer = client.post("/cart/lines", {"variant": variant.public_id, "quantity": "1"})
        assert answer.headers["Location"] == "/cart"


def checked_out(client: Client) -> str:
    """Where paying leads: the provider's page."""
    client.get("/checkout")
    agreed = client.get("/checkout").context["screen"].total.minor
    answer = client.post("/checkout", {**DETAILS, "agreed": str(agreed)})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def test_from_cart_to_order_by_forms_alone(client: Client) -> None:
    in_cart(client, make_goods(price="10.00"), make_goods(price="20.00"))

    sandbox = checked_out(client)
    assert "/sandbox/pay/" in sandbox
    page = client.get(sandbox)
    assert "CA$45.20" in page.content.decode().replace("\u00a0", " ")
    back = client.post(sandbox, {"scenario": "pays"})
    order = client.get(back.headers["Location"])

    purchase = Purchase.objects.get()
    assert order.headers["Location"] == f"/orders/{purchase.token}"
    shown = client.get(order.headers["Location"]).content.decode()
    assert "Thank you, Noor Haddad" in shown
    assert shown.count('class="order-next"') == 2
    assert "Your cart is empty" in client.get("/cart").content.decode()


def test_a_form_with_gaps_comes_back_with_what_was_typed(client: Client) -> None:
    in_cart(client, make_goods())
    client.get("/checkout")

    answer = client.post("/checkout", {**DETAILS, "email": "noor@", "address.name": " "})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="noor@"' in page
    assert "12 Water Street" in page
    assert 'id="field-address.name-error"' in page
    assert not Payment.objects.exists()


def test_a_total_that_moved_is_told_before_anything_is_charged(client: Client) -> None:
    in_cart(client, make_goods())
    client.get("/checkout")

    answer = client.post("/checkout", {**DETAILS, "agreed": "1"})

    assert answer.status_code == 422
    assert "Look at it once more, then pay." in answer.content.decode()
    assert not Payment.objects.exists()


def test_another_guest_reaches_neither_checkout_nor_payment(client: Client) -> None:
    in_cart(client, make_goods())
    checked_out(client)
    checkout = Checkout.objects.get()
    stranger = Client()

    away = stranger.get(f"/checkout/{checkout.public_id}/back")
    assert (away.status_code, away.headers["Location"]) == (302, "/cart")

    in_cart(stranger, make_goods())
    assert stranger.get(f"/checkout/{checkout.public_id}/back").status_code == 404
    assert stranger.get("/orders/not-a-token").status_code == 404
    assert stranger.get("/checkout").context["screen"].id != checkout.public_id


def test_lines_of_another_cart_cannot_be_changed(client: Client) -> None:
    in_cart(client, make_goods())
    client.get("/checkout")
    line = Checkout.objects.get().cart.lines.get()
    stranger = Client()
    in_cart(stranger, make_goods())

    stranger.post(f"/cart/lines/{line.public_id}", {"quantity": "0"})

    line.refresh_from_db()
    assert line.quantity == 1


def test_hostile_counts_and_ids_change_nothing(client: Client) -> None:
    goods = make_goods()
    for quantity in ("0", "-1", "9999999", "1e9", "", "\x00"):
        client.post("/cart/lines", {"variant": goods.public_id, "quantity": quantity})
    for variant in ("", "var_nonsense", "\x00", "' OR 1=1 --"):
        answer = client.post("/cart/lines", {"variant": variant, "quantity": "1"})
        assert answer.status_code == 302
    assert "Your cart is empty" in client.get("/cart").content.decode()
