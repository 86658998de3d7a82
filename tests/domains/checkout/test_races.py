"""The invariants that broke in every shop ever studied (ACIDRain, SIGMOD 2017), with real rivals."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from django.db.models import Sum

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.parallel import in_parallel
from tradewind.domains.checkout import operations
from tradewind.domains.checkout.models import CartLine, Checkout
from tradewind.domains.checkout.rules import MAX_PIECES, QuoteHasProblems, State
from tradewind.domains.inventory.models import Reservation, StockLevel
from tradewind.domains.inventory.rules import StockShort
from tradewind.domains.ledger.queries import trial_balance
from tradewind.domains.orders.models import Order, OrderLine, Purchase
from tradewind.domains.payments.models import Payment, Refund
from tradewind.domains.payments.operations import record
from tradewind.domains.payments.ports import ProviderState
from tradewind.domains.payments.rules import State as PaymentState
from tradewind.kernel.errors import NotFound

pytestmark = pytest.mark.django_db(transaction=True)

RIVALS = 10


def buy(checkout: Checkout) -> str:
    try:
        return str(pay(checkout).checkout.state)
    except (QuoteHasProblems, StockShort):
        return "told"


def test_two_hundred_shoppers_for_twenty_pieces_buy_twenty() -> None:
    goods = make_goods(on_hand=20)
    checkouts = [make_checkout(goods) for _ in range(200)]

    def several(mine: list[Checkout]) -> list[str]:
        return [buy(checkout) for checkout in mine]

    crowds = [checkouts[i::RIVALS] for i in range(RIVALS)]
    ended = in_parallel([partial(several, crowd) for crowd in crowds], seconds=120)

    assert Counter(state for crowd in ended for state in crowd) == {
        State.CONFIRMED: 20,
        "told": 180,
    }
    level = StockLevel.objects.across_stores("test").get()
    assert (level.on_hand, level.reserved) == (20, 20)
    assert OrderLine.objects.across_stores("test").aggregate(n=Sum("quantity"))["n"] == 20
    assert Payment.objects.filter(state=PaymentState.CAPTURED).count() == 20
    held = Reservation.objects.across_stores("test").filter(state=Reservation.State.HELD)
    assert not held.exists()
    assert not any(trial_balance().values())


def test_pressing_pay_many_times_at_once_pays_once() -> None:
    checkout = make_checkout(make_goods())

    states = in_parallel([partial(buy, checkout)] * RIVALS)

    assert State.CONFIRMED in states
    checkout.refresh_from_db()
    assert checkout.state == State.CONFIRMED
    assert Purchase.objects.count() == 1
    assert Payment.objects.filter(state=PaymentState.CAPTURED).count() == 1
    assert Order.objects.across_stores("test").count() == 1


def test_news_of_success_and_the_end_of_time_meet_once() -> None:
    checkout = make_checkout(make_goods())
    pay(checkout, source="tok_pays_later")
    payment = Payment.objects.get()
    Checkout.objects.update(held_until=payment.created_at)

    def succeed() -> None:
        found = ProviderState(reference="", state=PaymentState.CAPTURED)
        record(payment_id=payment.public_id, found=found)
        operations.settle(checkout_id=checkout.public_id)

    def expire() -> None:
        operations.expire_due(now=payment.expires_at)

    in_parallel([succeed, expire, succeed, expire])
    operations.settle(checkout_id=checkout.public_id)

    checkout.refresh_from_db()
    bought = Purchase.objects.count()
    # Either it was bought, or the money goes back; never both and never neither.
    assert (checkout.state == State.CONFIRMED) == (bought == 1)
    assert Refund.objects.count() == 1 - bought
    assert not any(trial_balance().values())


def test_clicks_at_once_add_up_in_one_line() -> None:
    goods = make_goods(on_hand=MAX_PIECES)
    cart = operations.open_cart(currency="CAD", country="CA", region="ON", language="en")

    in_parallel([partial(operations.add_line, cart=cart, variant_id=goods.public_id)] * RIVALS)

    assert CartLine.objects.get(cart=cart).quantity == RIVALS


def test_two_tabs_begin_one_checkout() -> None:
    checkout = make_checkout(make_goods())

    begun = in_parallel([partial(operations.begin, cart=checkout.cart)] * RIVALS)

    assert {row.public_id for row in begun} == {checkout.public_id}


def test_a_variant_nobody_sells_is_not_found() -> None:
    cart = operations.open_cart(currency="CAD", country="CA", region="ON", language="en")

    with pytest.raises(NotFound):
        operations.add_line(cart=cart, variant_id="var_00000000000000000000000000")
