"""Two who accept one offer at once, and an offer that runs out while it is paid."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest

from tests.domains.factories.checkout import make_goods, pay
from tests.domains.factories.quotations import accepted, make_offer, make_quotation
from tests.parallel import in_parallel
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.checkout.models import Cart, Checkout
from tradewind.domains.checkout.rules import QuoteHasProblems
from tradewind.domains.checkout.rules import State as CheckoutState
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.orders.models import Order
from tradewind.domains.quotations import operations
from tradewind.domains.quotations.models import Quotation, Side
from tradewind.domains.quotations.rules import (
    QuotationClosed,
    QuotationExpired,
    QuotationTaken,
    State,
)
from tradewind.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)

RIVALS = 8


def take(row: Quotation) -> str:
    try:
        checkouts.accept_offer(token=row.token, version=1)
    except (QuotationTaken, QuotationClosed) as refused:
        return refused.code
    return "accepted"


def test_of_many_who_accept_at_once_one_does() -> None:
    goods = make_goods(on_hand=100)
    row = make_quotation((goods, 10))
    make_offer(row, {goods: (10, "5.00")}, keeps_stock=True)
    ended = in_parallel([partial(take, row)] * RIVALS)
    assert Counter(ended) == {"accepted": 1, "quotation_taken": RIVALS - 1}
    assert Cart.objects.exclude(quotation="").count() == 1
    assert Checkout.objects.count() == 1


def test_accepting_and_declining_at_once_end_in_one_of_the_two() -> None:
    goods = make_goods(on_hand=100)
    for _ in range(5):
        row = make_quotation((goods, 1))
        make_offer(row, {goods: (1, "5.00")}, keeps_stock=True)
        in_parallel(
            [partial(take, row), partial(operations.decline, by=Side.SHOPPER, token=row.token)]
        )
        state = Quotation.objects.across_stores("a test").get(pk=row.pk).state
        # Declined may come after accepted: then the checkout can't be paid.
        assert state in (State.ACCEPTED, State.DECLINED)
        carts = Cart.objects.filter(quotation=row.public_id)
        assert carts.count() <= 1


def test_paying_and_running_out_at_once_end_in_an_order_or_in_nothing() -> None:
    for _ in range(4):
        goods = make_goods(price="10.00", on_hand=10)
        row = make_quotation((goods, 10))
        make_offer(
            row,
            {goods: (10, "5.00")},
            keeps_stock=True,
            valid_until=clock.now() + timedelta(seconds=60),
        )
        checkout = accepted(row)
        Quotation.objects.across_stores("a test").filter(pk=row.pk)

        def buy(checkout: Checkout = checkout) -> str:
            try:
                return str(pay(checkout).checkout.state)
            except (QuoteHasProblems, QuotationExpired, QuotationClosed):
                return "told"

        def run_out(row: Quotation = row) -> str:
            return str(operations.expire_due(now=clock.now() + timedelta(seconds=90)))

        bought, _gone = in_parallel([buy, run_out])
        found = Quotation.objects.across_stores("a test").get(pk=row.pk)
        level = StockLevel.objects.for_store(row.store_id).get()
        orders = Order.objects.for_store(row.store_id).count()
        if bought == CheckoutState.CONFIRMED:
            assert (found.state, orders, level.reserved) == (State.ORDERED, 1, 10)
        else:
            assert (found.state, orders, level.reserved) == (State.EXPIRED, 0, 0)


def test_paying_twice_at_once_buys_once() -> None:
    goods = make_goods(price="10.00", on_hand=30)
    row = make_quotation((goods, 10))
    make_offer(row, {goods: (10, "5.00")}, keeps_stock=True)
    checkout = accepted(row)

    def buy() -> str:
        try:
            return str(pay(checkout).checkout.state)
        except (QuoteHasProblems, QuotationClosed) as refused:
            return refused.code

    in_parallel([buy] * 3)
    assert Order.objects.for_store(row.store_id).count() == 1
    assert StockLevel.objects.for_store(row.store_id).get().reserved == 10
