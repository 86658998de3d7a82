"""Messages that claim to be a payment provider's: forged, stale, repeated, broken, of other sums."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.rules import State
from tradewind.domains.ledger.models import Entry
from tradewind.domains.orders.models import Purchase
from tradewind.domains.payments.adapters.sandbox import signing
from tradewind.domains.payments.models import Payment, ProviderMessage
from tradewind.domains.payments.rules import State as PaymentState
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db

ADDRESS = "/webhooks/payments/sandbox"


@pytest.fixture
def payment() -> Payment:
    """One that waits for its news."""
    pay(make_checkout(make_goods()), source="tok_pays_later")
    return Payment.objects.get()


def message(payment: Payment, **changes: Any) -> bytes:
    told = {
        "id": "sbm_00000000000000000000000001",
        "key": payment.public_id,
        "reference": payment.provider_reference,
        "state": "captured",
        "decline_code": "",
        "amount": payment.amount_minor,
        "currency": payment.currency,
    }
    return json.dumps({**told, **changes}).encode()


def send(
    body: bytes,
    *,
    signature: str | None = None,
    content_type: str = "application/json",
    **headers: str,
) -> HttpResponse:
    """Signed properly unless told otherwise."""
    signed = signing.signature(body, clock.now()) if signature is None else signature
    return Client(raise_request_exception=False).generic(
        "POST", ADDRESS, body, content_type, headers={signing.HEADER: signed, **headers}
    )


def nothing_happened(payment: Payment) -> bool:
    payment.refresh_from_db()
    return (
        payment.state == PaymentState.PENDING
        and Checkout.objects.get().state == State.HELD
        and not ProviderMessage.objects.exists()
        and not Entry.objects.exists()
        and not Purchase.objects.exists()
    )


def test_a_true_message_is_taken_and_taken_once(payment: Payment) -> None:
    body = message(payment)

    assert send(body).json() == {"received": True, "new": True}
    assert send(body).json() == {"received": True, "new": False}
    payment.refresh_from_db()
    assert payment.state == PaymentState.CAPTURED
    assert ProviderMessage.objects.count() == 1
    assert Entry.objects.count() == 1


def test_another_signature_is_refused(payment: Payment) -> None:
    body = message(payment)
    true = signing.signature(body, clock.now())
    forgeries = (
        "",
        "t=,v1=",
        "t=1",
        true[:-1] + ("0" if true[-1] != "0" else "1"),
        true.replace("v1=", "v0="),
        signing.signature(body + b" ", clock.now()),
        signing.signature(body, clock.now() - timedelta(minutes=6)),
        signing.signature(body, clock.now() + timedelta(minutes=6)),
        "t=99999999999999999999,v1=" + "0" * 64,
        "t=١٢٣,v1=é",
        "," * 5_000,
    )
    for forged in forgeries:
        answer = send(body, signature=forged)
        assert (answer.status_code, answer.json()["code"]) == (401, "payment_bad_signature")
    assert nothing_happened(payment)


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": 1},
        {"amount": 10**30},
        {"amount": "1695"},
        {"amount": None},
        {"currency": "USD"},
        {"currency": "X\u0000X"},
        {"state": "rich"},
        {"state": None},
        {"key": "pay_00000000000000000000000000"},
        {"key": "../../etc/passwd"},
        {"key": 7},
        {"key": "\u0000"},
        {"id": "x" * 10_000},
        {"id": None},
        {"reference": "y" * 10_000},
        {"decline_code": ["a"]},
    ],
    ids=str,
)
def test_nonsense_is_refused_though_it_is_signed(
    payment: Payment, changes: Mapping[str, Any]
) -> None:
    answer = send(message(payment, **changes))

    assert 400 <= answer.status_code < 500, answer.content
    assert answer.json()["code"] != "error"
    assert nothing_happened(payment)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b'"' + b"a" * 70_000 + b'"', b"[" * 50_000],
    ids=lambda body: repr(body[:8]),
)
def test_a_body_that_is_none_is_refused(payment: Payment, body: bytes) -> None:
    assert 400 <= send(body).status_code < 500
    assert nothing_happened(payment)


def test_a_body_too_large_is_not_read(payment: Payment) -> None:
    assert send(b"a" * 3_000_000).status_code == 413
    assert nothing_happened(payment)


def test_an_unknown_provider_is_told_so(payment: Payment) -> None:
    answer = Client().post("/webhooks/payments/nobody", b"{}", "application/json")

    assert answer.json()["code"] == "payment_unknown_provider"
    assert nothing_happened(payment)
