"""News of payments, as the worker brings them: what is settled is left alone, the rest is settled."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domains.events import published
from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tradewind.domains.checkout.models import Checkout
from tradewind.domains.checkout.queries.settled import settled
from tradewind.domains.checkout.rules import State
from tradewind.domains.checkout.subscribers import on_payments_moved
from tradewind.domains.payments.events import PaymentMoved
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.operations import record
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import State as PaymentState
from tradewind.kernel import clock
from tradewind.platform.events import Envelope

pytestmark = pytest.mark.django_db


def move(checkout: Checkout, state: PaymentState) -> None:
    payment = Payment.objects.get(purpose=checkout.public_id)
    record(payment_id=payment.public_id, found=ProviderState(reference="", state=state))


def news() -> list[Envelope]:
    """Everything payments published, as one batch."""
    return [
        Envelope(
            position=number,
            event_id="evt_1",
            occurred_at=clock.now(),
            aggregate=event.payment_id,
            event=event,
        )
        for number, event in enumerate(published(PaymentMoved))
    ]


def state_of(checkout: Checkout) -> str:
    return Checkout.objects.get(pk=checkout.pk).state


def test_what_the_page_settled_is_read_once_and_not_locked() -> None:
    paid = [pay(make_checkout(make_goods())).checkout for _ in range(3)]
    told = news()
    with CaptureQueriesContext(connection) as captured:
        on_payments_moved(told)
    assert len(captured) == 1
    assert "FOR UPDATE" not in captured[0]["sql"]
    assert {state_of(checkout) for checkout in paid} == {State.CONFIRMED}


def test_what_nobody_settled_is() -> None:
    paid = pay(make_checkout(make_goods())).checkout
    later = pay(make_checkout(make_goods()), source="tok_pays_later").checkout
    move(later, PaymentState.CAPTURED)
    assert settled(checkout_ids=[paid.public_id, later.public_id]) == {paid.public_id}
    on_payments_moved(news())
    assert state_of(later) == State.CONFIRMED


def test_a_payment_taken_back_is_seen_although_the_checkout_was_settled() -> None:
    paid = pay(make_checkout(make_goods())).checkout
    move(paid, PaymentState.REVERSED)
    assert settled(checkout_ids=[paid.public_id]) == set()
    on_payments_moved(news())
    assert state_of(paid) == State.REVERSED
