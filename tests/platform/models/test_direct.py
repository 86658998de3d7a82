from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domains.factories.checkout import make_cart, make_checkout, make_goods
from tradewind.domains.checkout.models import Cart, Checkout, PaymentPart
from tradewind.domains.payments.adapters.sandbox.models import SandboxMessage, SandboxPayment
from tradewind.domains.payments.models import Payment
from tradewind.kernel import ids
from tradewind.platform.models import direct

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def a_payment(key: str) -> SandboxPayment:
    return SandboxPayment(
        key=key, amount_minor=100, currency="CAD", description="", language="en", asked_at=NOW
    )


def test_rows_that_point_to_each_other_are_written_by_one_statement() -> None:
    one, other = a_payment("pay_1"), a_payment("pay_2")
    messages = [
        SandboxMessage(payment=payment, state="captured", due_at=NOW)
        for payment in (other, one, one)
    ]
    with CaptureQueriesContext(connection) as sent:
        direct.insert([one, other], messages)
    assert len(sent) == 1
    assert {row.pk: row.key for row in SandboxPayment.objects.all()} == {
        one.pk: "pay_1",
        other.pk: "pay_2",
    }
    assert [message.payment_id for message in messages] == [other.pk, one.pk, one.pk]
    stored = SandboxMessage.objects.order_by("pk").values_list("payment_id", "attempts")
    assert list(stored) == [(other.pk, 0), (one.pk, 0), (one.pk, 0)]


def test_what_is_read_equals_what_django_reads() -> None:
    checkout = make_checkout(make_goods())
    (read,) = direct.read(Checkout, "WHERE public_id = %s", [ids.decode("chk", checkout.public_id)])
    django = Checkout.objects.get(pk=checkout.pk)
    assert {field.attname: getattr(read, field.attname) for field in Checkout._meta.fields} == {
        field.attname: getattr(django, field.attname) for field in Checkout._meta.fields
    }
    assert read == django
    assert not read._state.adding


def test_the_other_of_an_outer_join_may_be_missing() -> None:
    checkout = make_checkout(make_goods())
    part = PaymentPart(checkout=checkout, kind="gateway", amount_minor=100, currency="CAD")
    direct.insert([part])
    (pair,) = direct.read_pairs(
        PaymentPart,
        Payment,
        "paid",
        "FROM checkout_paymentpart AS own LEFT JOIN payments_payment AS paid"
        " ON paid.id = own.payment_id WHERE own.checkout_id = %s",
        [checkout.pk],
    )
    assert pair == (part, None)


def test_defaults_of_the_database_are_taken_over() -> None:
    cart = Cart(token="t" * 22, currency="CAD", country="CA", language="en")
    direct.insert([cart])
    assert cart.codes == []
    assert Cart.objects.get(pk=cart.pk).codes == []


def test_only_the_fields_named_are_changed() -> None:
    cart = make_cart()
    cart.country, cart.region = "FR", "XX"
    direct.update(cart, "country", "updated_at")
    stored = Cart.objects.get(pk=cart.pk)
    assert (stored.country, stored.region) == ("FR", "ON")
    assert stored.updated_at == cart.updated_at > stored.created_at
    direct.update(cart)
    assert Cart.objects.get(pk=cart.pk).region == "XX"


def test_what_is_there_already_is_left_alone() -> None:
    checkout = make_checkout(make_goods())
    rival = Checkout(cart=checkout.cart, language="fr", country="FR", currency="EUR")
    assert not direct.insert_new(rival)
    assert rival.pk is None
    assert Checkout.objects.get().language == "en"
