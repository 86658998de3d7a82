"""What providers tell, in every order they tell it in, and what the sandbox tells of itself."""

from __future__ import annotations

import pytest

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.operations import settle
from tradewind.domains.checkout.rules import State as CheckoutState
from tradewind.domains.inventory.queries import available
from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.queries import balance, trial_balance
from tradewind.domains.ledger.rules import AccountKey
from tradewind.domains.orders.claims import Reason
from tradewind.domains.orders.models import Order, Purchase
from tradewind.domains.payments.adapters.sandbox import desk
from tradewind.domains.payments.adapters.sandbox.models import SandboxMessage, SandboxPayment
from tradewind.domains.payments.models import Payment, Refund
from tradewind.domains.payments.operations import cancel as give_up
from tradewind.domains.payments.operations import record, send_refund
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import State
from tradewind.flows.take_back import cancel_order
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db

NOTHING = Money(0, "CAD")


def told(payment: Payment, state: State) -> Payment:
    found = ProviderState(reference="", state=state)
    return record(payment_id=payment.public_id, found=found)


def money() -> tuple[Money, Money]:
    """At the provider, and owed by shoppers."""
    return (
        balance(account=AccountKey(Account.Kind.CLEARING, "CAD", name="sandbox")),
        balance(account=AccountKey(Account.Kind.RECEIVABLE, "CAD")),
    )


def test_a_reversal_that_overtakes_its_capture_sells_nothing() -> None:
    goods = make_goods()
    checkout = make_checkout(goods)
    pay(checkout, source="tok_answer_lost")
    payment = Payment.objects.get()
    assert payment.state == State.STARTED

    told(payment, State.REVERSED)
    told(payment, State.CAPTURED)
    settled = settle(checkout_id=checkout.public_id)

    payment.refresh_from_db()
    assert payment.state == State.REVERSED
    assert (settled.state, settled.failure) == (CheckoutState.OPEN, "reversed")
    assert not Purchase.objects.exists()
    assert not Refund.objects.exists()
    assert available(variant_ids=[goods.pk]) == {goods.pk: 10}
    assert money() == (NOTHING, NOTHING)
    assert not any(trial_balance().values())


def test_a_refund_that_the_bank_was_quicker_than_is_booked_once() -> None:
    checkout = make_checkout(make_goods(price="10.00"))
    pay(checkout)
    order = Order.objects.across_stores("test").get()
    cancel_order(
        store_id=order.store_id,
        order_id=order.public_id,
        actor="",
        reason=Reason.CUSTOMER_ASKED,
    )
    refund = Refund.objects.select_related("payment").get()

    told(refund.payment, State.REVERSED)
    SandboxPayment.objects.update(state=State.REVERSED)
    send_refund(refund_id=refund.public_id)

    refund.refresh_from_db()
    assert (refund.state, refund.failure) == (Refund.State.FAILED, "not_captured")
    assert money() == (NOTHING, NOTHING)


def test_a_message_told_twice_is_one_message() -> None:
    paid = pay(make_checkout(make_goods()), source="tok_message_twice").checkout

    assert paid.state == CheckoutState.CONFIRMED
    first, second = SandboxMessage.objects.all()
    assert first.message_id == second.message_id


def test_the_sandbox_does_not_tell_of_a_payment_that_was_given_up() -> None:
    checkout = make_checkout(make_goods())
    pay(checkout, source="tok_pays_later")
    payment = Payment.objects.get()

    give_up(payment_id=payment.public_id)
    message = SandboxMessage.objects.select_related("payment").get()

    assert desk.apply_all(messages=[message]) == []
    assert SandboxPayment.objects.get().state == State.CANCELLED
    assert Checkout.objects.get().state == CheckoutState.HELD
