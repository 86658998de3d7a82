"""Forms and REST bodies that no browser would send: a clear answer, and nothing half done."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.domains.factories.checkout import make_goods
from tradewind.domains.checkout.models import Cart, CartLine, Checkout
from tradewind.domains.inventory.models import Reservation
from tradewind.domains.orders.models import Purchase
from tradewind.domains.payments.models import Payment

pytestmark = pytest.mark.django_db

HOSTILE = {
    "NUL": "a\x00b",
    "huge number": "9" * 400,
    "negative": "-1",
    "not a number": "NaN",
    "other digits": "١٢",
    "long": "x" * 200_000,
    "markup": "<script>alert(1)</script>",
    "quote": "'; DROP TABLE checkout_cart; --",
    "lone surrogate": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "empty": "",
}
hostile = pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def is_told(answer: HttpResponse) -> bool:
    """An answer that says what is wrong, or leads back to where it is said."""
    return answer.status_code < 500


def nothing_is_bought() -> bool:
    return not (
        Purchase.objects.exists()
        or Payment.objects.exists()
        or Reservation.objects.across_stores("the test").exists()
    )


@hostile
def test_the_cart_s_form(client: Client, value: str) -> None:
    goods = make_goods()

    assert is_told(client.post("/cart/lines", {"variant": value, "quantity": "1"}))
    assert is_told(client.post("/cart/lines", {"variant": goods.public_id, "quantity": value}))
    assert is_told(client.post("/cart/lines/nothing", {"quantity": value}))

    held = CartLine.objects.all()
    assert all(line.variant_id == goods.pk and 0 < line.quantity <= 10 for line in held)


@hostile
@pytest.mark.parametrize("field", ["email", "country", "address.city", "agreed", "provider"])
def test_the_checkout_s_form(client: Client, field: str, value: str) -> None:
    client.post("/cart/lines", {"variant": make_goods().public_id, "quantity": "1"})
    client.get("/checkout")

    answer = client.post("/checkout", {field: value})

    assert is_told(answer)
    assert b"<script>alert(1)</script>" not in answer.content
    assert nothing_is_bought()


@pytest.mark.parametrize("address", ["/cart/lines", "/checkout", "/checkout/details"])
def test_bodies_that_are_no_form(client: Client, address: str) -> None:
    broken = {
        "multipart/form-data; boundary=x": b"--x\r\nContent-Disposition: form-data\r\n\r\n",
        "multipart/form-data": b"no boundary",
        "application/x-www-form-urlencoded; charset=utf-7": b"variant=+AGE-",
        "application/x-www-form-urlencoded; charset=nonsense": b"variant=a",
        "application/x-www-form-urlencoded": b"&".join(b"a=1" for _ in range(2_000)),
        "text/xml": b"<a/>",
        "application/json": b"{",
    }
    for content_type, body in broken.items():
        answer = client.generic("POST", address, body, content_type)
        assert is_told(answer), content_type
    large = client.generic(
        "POST", address, b"a=" + b"x" * 3_000_000, "application/x-www-form-urlencoded"
    )
    assert large.status_code in (204, 302, 413)
    assert nothing_is_bought()
    assert not CartLine.objects.exists()


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("text/plain", b"{}", 415),
        ("application/x-www-form-urlencoded", b"currency=CAD", 415),
        ("application/json", b"{", 400),
        ("application/json", b"\xff", 400),
        ("application/json", b'{"currency": "\\ud800"}', 400),
        ("application/json", b'{"country": "C\\u0000"}', 400),
        ("application/json", b"[" * 100_000, 400),
        ("application/json", b'{"lines": "many"}', 422),
        ("application/json", b'{"lines": [{"variant_id": "x", "quantity": 1e400}]}', 400),
        ("application/json", b'{"lines": [{"variant_id": "x", "quantity": 99999999999}]}', 422),
        ("application/json", b"a" * 3_000_000, 413),
    ],
    ids=lambda value: repr(value[:24]) if isinstance(value, bytes) else None,
)
def test_rest_bodies(client: Client, content_type: str, body: bytes, status: int) -> None:
    answer = client.generic("POST", "/api/v1/carts", body, content_type)

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Cart.objects.exists()
    assert not Checkout.objects.exists()


@pytest.mark.parametrize("key", ["", "x" * 10_000, "é", "a\tb"])
def test_idempotency_keys_of_any_kind(client: Client, key: str) -> None:
    answer = client.generic(
        "POST", "/api/v1/carts", b"{}", "application/json", headers={"Idempotency-Key": key}
    )
    assert answer.status_code < 500
