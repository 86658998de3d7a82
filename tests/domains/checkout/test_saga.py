"""The saga from hold to confirmed, and every way it is undone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tradewind.domains.checkout import operations
from tradewind.domains.checkout.models import CartLine, Checkout
from tradewind.domains.checkout.operations import Means, Tender
from tradewind.domains.checkout.rules import (
    HOLD,
    CheckoutClosed,
    QuoteHasProblems,
    State,
    TotalChanged,
)
from tradewind.domains.inventory.models import Reservation
from tradewind.domains.inventory.queries import available
from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.queries import balance, trial_balance
from tradewind.domains.ledger.rules import AccountKey
from tradewind.domains.orders.claims import Reason
from tradewind.domains.orders.models import Order, Purchase
from tradewind.domains.payments.models import Payment, Refund
from tradewind.domains.payments.operations import record, refresh, send_refund
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import State as PaymentState
from tradewind.flows.take_back import cancel_order
from tradewind.kernel import clock
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db

RECEIVABLE = AccountKey(Account.Kind.RECEIVABLE, "CAD")
CLEARING = AccountKey(Account.Kind.CLEARING, "CAD", name="sandbox")


def orders_of(checkout: Checkout) -> list[Order]:
    return list(Order.objects.across_stores("test").filter(purchase__checkout=checkout.public_id))


def payment_of(checkout: Checkout) -> Payment:
    return Payment.objects.get(purpose=checkout.public_id)


def test_paying_makes_one_purchase_with_an_order_for_each_store() -> None:
    first, second = make_goods(price="10.00"), make_goods(price="20.00")
    checkout = make_checkout(first, second)

    paid = pay(checkout).checkout

    # Goods 10 + 20, delivery 5 + 5, HST 13 % on everything.
    assert paid.state == State.CONFIRMED
    assert paid.total == Money(4520, "CAD")
    assert sorted(order.total_minor for order in orders_of(checkout)) == [1695, 2825]
    assert Purchase.objects.get().total_minor == 4520
    assert payment_of(checkout).state == PaymentState.CAPTURED
    assert not CartLine.objects.filter(cart=checkout.cart).exists()
    assert available(variant_ids=[first.pk, second.pk]) == {first.pk: 9, second.pk: 9}
    assert set(Reservation.objects.across_stores("test").values_list("state", flat=True)) == {
        Reservation.State.ALLOCATED
    }


def test_the_books_of_a_sale_are_even() -> None:
    checkout = make_checkout(make_goods(price="10.00"))

    pay(checkout)

    assert balance(account=CLEARING) == Money(1695, "CAD")
    assert balance(account=RECEIVABLE) == Money(0, "CAD")
    assert not any(trial_balance().values())


def test_paying_twice_pays_once() -> None:
    checkout = make_checkout(make_goods())
    total = pay(checkout).checkout.total

    again = operations.pay(
        checkout=checkout,
        means=Means([Tender(provider="sandbox", source="tok_pays")]),
        agreed_total=total,
    )

    assert again.checkout.state == State.CONFIRMED
    assert Purchase.objects.count() == 1
    assert Payment.objects.count() == 1


def test_a_decline_lets_go_of_everything_and_another_try_succeeds() -> None:
    goods = make_goods()
    checkout = make_checkout(goods)

    declined = pay(checkout, source="tok_insufficient_funds").checkout

    assert (declined.state, declined.failure) == (State.OPEN, "insufficient_funds")
    assert not Purchase.objects.exists()
    assert available(variant_ids=[goods.pk]) == {goods.pk: 10}
    assert balance(account=CLEARING) == Money(0, "CAD")
    assert pay(checkout).checkout.state == State.CONFIRMED


def test_a_total_the_shopper_did_not_see_is_not_charged() -> None:
    checkout = make_checkout(make_goods())

    with pytest.raises(TotalChanged) as changed:
        operations.pay(
            checkout=checkout,
            means=Means([Tender(provider="sandbox", source="tok_pays")]),
            agreed_total=Money(1, "CAD"),
        )

    assert changed.value.details["now"] == Money(1695, "CAD")
    assert not Payment.objects.exists()
    assert not Reservation.objects.across_stores("test").exists()


def test_a_line_that_went_short_is_named_and_nothing_is_held() -> None:
    goods = make_goods(on_hand=1)
    checkout, rival = make_checkout(goods), make_checkout(goods)
    pay(rival)

    with pytest.raises(QuoteHasProblems) as short:
        pay(checkout)

    ((code, _, details),) = short.value.details["problems"]
    assert (code, details["available"], details["wanted"]) == ("line_short", 0, 1)
    assert orders_of(checkout) == []


def test_a_pending_payment_holds_stock_and_is_confirmed_by_later_news() -> None:
    goods = make_goods()
    checkout = make_checkout(goods)

    held = pay(checkout, source="tok_pays_later").checkout

    assert held.state == State.HELD
    assert available(variant_ids=[goods.pk]) == {goods.pk: 9}
    record(
        payment_id=payment_of(checkout).public_id,
        found=ProviderState(reference="", state=PaymentState.CAPTURED),
    )
    assert operations.settle(checkout_id=checkout.public_id).state == State.CONFIRMED


def test_an_answer_lost_on_the_way_is_found_again() -> None:
    checkout = make_checkout(make_goods())

    held = pay(checkout, source="tok_answer_lost").checkout

    assert held.state == State.HELD
    refresh(payment_id=payment_of(checkout).public_id)
    assert operations.settle(checkout_id=checkout.public_id).state == State.CONFIRMED


def test_unpaid_in_time_lets_go_and_a_late_payment_goes_back() -> None:
    goods = make_goods()
    checkout = make_checkout(goods)
    pay(checkout, source="tok_pays_later")

    with clock.frozen_at(clock.now() + HOLD + timedelta(seconds=1)):
        assert operations.expire_due(now=clock.now()) == 1

    checkout.refresh_from_db()
    assert (checkout.state, checkout.failure) == (State.EXPIRED, "expired")
    assert available(variant_ids=[goods.pk]) == {goods.pk: 10}

    payment = payment_of(checkout)
    record(
        payment_id=payment.public_id,
        found=ProviderState(reference="", state=PaymentState.CAPTURED),
    )
    operations.settle(checkout_id=checkout.public_id)
    operations.settle(checkout_id=checkout.public_id)

    assert orders_of(checkout) == []
    refund = Refund.objects.get()
    assert (refund.amount_minor, refund.reason) == (1695, "too_late")


def test_money_taken_back_by_the_bank_cancels_what_is_not_sent() -> None:
    goods = make_goods()
    checkout = make_checkout(goods)
    pay(checkout)

    record(
        payment_id=payment_of(checkout).public_id,
        found=ProviderState(reference="", state=PaymentState.REVERSED),
    )
    reversed_ = operations.settle(checkout_id=checkout.public_id)

    assert reversed_.state == State.REVERSED
    assert [order.stage for order in orders_of(checkout)] == ["cancelled"]
    assert available(variant_ids=[goods.pk]) == {goods.pk: 10}
    assert balance(account=RECEIVABLE) == Money(0, "CAD")
    assert balance(account=CLEARING) == Money(0, "CAD")
    assert not Refund.objects.exists()


def test_a_paid_checkout_takes_no_more_details() -> None:
    checkout = make_checkout(make_goods())
    pay(checkout)

    with pytest.raises(CheckoutClosed):
        operations.set_details(checkout=checkout, details=operations.Details(note="late"))


def test_a_refund_is_sent_once_and_booked() -> None:
    checkout = make_checkout(make_goods())
    pay(checkout)
    (order,) = orders_of(checkout)

    cancel_order(
        store_id=order.store_id,
        order_id=order.public_id,
        actor="",
        reason=Reason.CUSTOMER_ASKED,
    )
    refund = Refund.objects.get()
    send_refund(refund_id=refund.public_id)
    send_refund(refund_id=refund.public_id)

    refund.refresh_from_db()
    assert refund.state == Refund.State.DONE
    assert balance(account=CLEARING) == Money(0, "CAD")
    assert balance(account=RECEIVABLE) == Money(0, "CAD")


def test_a_cancelled_order_stays_cancelled_when_the_bank_takes_the_rest_back() -> None:
    checkout = make_checkout(make_goods(price="10.00"), make_goods(price="20.00"))
    pay(checkout)
    first, second = orders_of(checkout)
    cancel_order(
        store_id=first.store_id,
        order_id=first.public_id,
        actor="",
        reason=Reason.CUSTOMER_ASKED,
    )
    send_refund(refund_id=Refund.objects.get().public_id)

    record(
        payment_id=payment_of(checkout).public_id,
        found=ProviderState(reference="", state=PaymentState.REVERSED),
    )
    operations.settle(checkout_id=checkout.public_id)

    second.refresh_from_db()
    assert second.stage == "cancelled"
    assert Refund.objects.count() == 1
    assert balance(account=RECEIVABLE) == Money(0, "CAD")
    assert balance(account=CLEARING) == Money(0, "CAD")
