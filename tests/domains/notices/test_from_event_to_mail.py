"""From the event to the shopper's mailbox: real stream, real jobs, real SMTP, several languages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.domains.factories.identity import make_person
from tests.domains.factories.shipping import make_method
from tests.domains.factories.stores import make_store
from tests.mailbox import Mailbox, html_of, mailbox, text_of, wait_for
from tradewind.config.worker import run_worker
from tradewind.domains.checkout import operations as checkout_operations
from tradewind.domains.checkout.events import LatePaymentRefunded
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.consent.queries import may_send
from tradewind.domains.notices.models import Notice
from tradewind.domains.orders import operations as orders
from tradewind.domains.orders.claims import Reason
from tradewind.domains.orders.models import Order, Purchase
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.operations import record
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import State as PaymentState
from tradewind.kernel import clock
from tradewind.kernel.money import Money
from tradewind.platform.events import publish

__all__ = ["mailbox"]

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def worker() -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=run_worker, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()


def order_of(purchase: Purchase) -> Order:
    return Order.objects.across_stores("test").select_related("store").filter(purchase=purchase)[0]


def deliver_everything_again() -> None:
    """As a worker that died after its effects and before it noted them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE events_cursor SET position = 0 WHERE subscription LIKE '%.notices'"
            " OR subscription = 'orders.consent'"
        )


def caught_up() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM events_event WHERE position IS NULL OR position >"
            " (SELECT min(position) FROM events_cursor WHERE subscription LIKE 'orders.%')"
        )
        return cursor.fetchone() == (0,)


def test_an_order_s_life_in_mails_each_once(mailbox: Mailbox) -> None:
    store = make_store(name="Kiln & Linen", email="kiln@example.org")
    make_method(store=store, price="5.00")
    checkout = pay(make_checkout(make_goods(store=store, price="10.00"))).checkout
    purchase = Purchase.objects.get(checkout=checkout.public_id)
    order = order_of(purchase)
    step = {"store_id": order.store_id, "order_id": order.public_id, "actor": ""}

    with worker():
        wait_for(lambda: len(mailbox.kept) == 1)
        orders.ship(**step, carrier="Canada Post", tracking_number="1234 5678")
        wait_for(lambda: len(mailbox.kept) == 2)
        orders.mark_delivered(**step)
        wait_for(lambda: len(mailbox.kept) == 3)
        deliver_everything_again()
        wait_for(caught_up)

    confirmation, shipped, delivered = mailbox.mails()
    assert mailbox.subjects() == [
        f"Your order {purchase.number} is in",
        "Your parcel from Kiln & Linen is on its way",
        "Your order from Kiln & Linen has arrived",
    ]
    assert {str(mail["To"]) for mail in mailbox.mails()} == {"noor@example.org"}
    # Goods 10, delivery 5, HST 13 %.
    for shown in ("10.00", "5.00", "1.95", "16.95", "12 Water Street", f"/orders/{purchase.token}"):
        assert shown in text_of(confirmation)
        assert shown in html_of(confirmation)
    assert "1234 5678" in text_of(shipped)
    assert shipped["Reply-To"] == delivered["Reply-To"] == "kiln@example.org"
    assert may_send(email="noor@example.org", now=clock.now(), store_id=store.pk)
    assert not may_send(email="noor@example.org", now=clock.now())


def test_a_cancellation_says_what_becomes_of_the_money(mailbox: Mailbox) -> None:
    checkout = pay(make_checkout(make_goods(price="10.00"))).checkout
    order = order_of(Purchase.objects.get(checkout=checkout.public_id))
    with worker():
        orders.cancel(
            store_id=order.store_id, order_id=order.public_id, actor="", reason=Reason.OUT_OF_STOCK
        )
        wait_for(lambda: len(mailbox.kept) == 2)
    # Jobs run side by side, so the two mails come in any order.
    (told,) = [text_of(mail) for mail in mailbox.mails() if "cancelled" in str(mail["Subject"])]
    assert "16.95" in told
    assert "back the way you paid" in told


def test_time_ran_out_and_money_came_too_late(mailbox: Mailbox) -> None:
    checkout = make_checkout(make_goods())
    held = pay(checkout, source="tok_pays_later").checkout
    assert held.state == "held"
    yesterday = clock.now() - timedelta(days=1)
    Checkout.objects.filter(pk=held.pk).update(held_until=yesterday)
    Payment.objects.filter(purpose=held.public_id).update(expires_at=yesterday)
    assert checkout_operations.expire_due(now=clock.now()) == 1
    late = LatePaymentRefunded(
        checkout_id=checkout.public_id, payment_id="pay_late", amount=Money(1695, "CAD")
    )
    with transaction.atomic():
        publish(late)
    with worker():
        wait_for(lambda: len(mailbox.kept) == 2)
    expired, refunded = sorted(mailbox.mails(), key=lambda mail: str(mail["Subject"]))
    assert expired["Subject"] == "Your order was not placed"
    assert "You were not charged." in text_of(expired)
    assert refunded["Subject"] == "Your payment is on its way back"
    assert "CA$16.95" in text_of(refunded)
    assert not Purchase.objects.exists()


def test_a_bank_that_declines_later_is_told_of_and_one_that_does_at_once_is_not(
    mailbox: Mailbox,
) -> None:
    pay(make_checkout(make_goods()), source="tok_insufficient_funds")
    later = pay(make_checkout(make_goods()), source="tok_fails_later").checkout
    record(
        payment_id=Payment.objects.get(purpose=later.public_id).public_id,
        found=ProviderState(
            reference="", state=PaymentState.DECLINED, decline_code="insufficient_funds"
        ),
    )
    with worker():
        wait_for(caught_up)
        wait_for(lambda: len(mailbox.kept) == 1)
    [mail] = mailbox.mails()
    assert mail["Subject"] == "Your payment did not go through"


def test_a_member_reads_it_in_arabic_and_on_the_site(mailbox: Mailbox) -> None:
    goods = make_goods(price="10.00")
    checkout = make_checkout(goods)
    member = make_person(language="ar")
    type(checkout.cart).objects.filter(pk=checkout.cart_id).update(person=member)
    Checkout.objects.filter(pk=checkout.pk).update(language="ar")
    pay(Checkout.objects.get(pk=checkout.pk))
    with worker():
        wait_for(lambda: len(mailbox.kept) == 1)
    [mail] = mailbox.mails()
    assert mail["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in html_of(mail)
    assert "/ar/orders/" in text_of(mail)
    assert list(
        Notice.objects.filter(person=member).values_list("channel", flat=True).order_by("channel")
    ) == ["email", "site"]
