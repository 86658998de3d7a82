"""Cash on delivery that nobody took in: the order ends, goods and books are as before, the buyer is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from tests.console.test_mall_payments import offer, pay_by
from tests.domains.events import enveloped, published
from tests.domains.factories.checkout import make_checkout, make_goods
from tests.parallel import in_parallel
from tradewind.domains.inventory.queries import available
from tradewind.domains.ledger.models import Posting
from tradewind.domains.ledger.queries import trial_balance
from tradewind.domains.notices.models import Notice
from tradewind.domains.orders import operations as orders
from tradewind.domains.orders.claim_subscribers import tell_of_claims
from tradewind.domains.orders.claims import ClaimKind, Reason
from tradewind.domains.orders.events import ClaimMoved, OrderStageChanged
from tradewind.domains.orders.models import Claim, Order, StageChange
from tradewind.domains.orders.rules import IllegalMove
from tradewind.domains.orders.subscribers import tell_buyers
from tradewind.domains.payments.adapters.cash.models import CashPromise
from tradewind.domains.payments.models import Payment
from tradewind.domains.payments.operations import collect_cash
from tradewind.domains.payments.operations.cash import NothingAtTheDoor
from tradewind.domains.payments.rules import State
from tradewind.flows import take_back
from tradewind.kernel.errors import TradewindError


def at_the_door(*, ships: bool = True) -> Order:
    """An order to be paid in cash, on its way."""
    offer("cash", most="CAD 300")
    checkout = pay_by(make_checkout(make_goods(on_hand=5), quantity=2), "cash", "cash")
    order = Order.objects.across_stores("test").get(purchase__checkout=checkout.public_id)
    if ships:
        orders.ship(store_id=order.store_id, order_id=order.public_id, actor="")
        order.refresh_from_db()
    return order


def refuse(order: Order) -> Claim:
    return take_back.refuse_at_door(store_id=order.store_id, order_id=order.public_id, actor="")


def sums() -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for posting in Posting.objects.select_related("account"):
        key = (str(posting.account), posting.unit)
        found[key] = found.get(key, 0) + posting.amount
    return {key: amount for key, amount in found.items() if amount}


@pytest.mark.django_db
def test_goods_books_and_promise_are_as_if_it_was_never_sold() -> None:
    order = at_the_door()
    variant_id = order.lines.get().variant_id
    assert available(variant_ids=[variant_id])[variant_id] == 3

    claim = refuse(order)

    order.refresh_from_db()
    assert order.stage == "cancelled"
    step = StageChange.objects.for_store(order.store_id).latest("pk")
    assert (step.from_stage, step.reason) == ("shipped", "refused_at_door")
    assert (claim.kind, claim.reason, claim.state) == (
        ClaimKind.RETURN,
        Reason.REFUSED_AT_DOOR,
        "settled",
    )
    assert claim.refund_minor == order.total_minor, "delivery was not paid either"
    assert available(variant_ids=[variant_id])[variant_id] == 5
    payment, promise = Payment.objects.get(), CashPromise.objects.get()
    assert payment.state == State.CANCELLED
    assert promise.refused_at is not None
    assert promise.collected_minor == 0
    assert not any(trial_balance().values())
    assert sums() == {}, "every account is back where it was"
    with pytest.raises(NothingAtTheDoor):
        refuse(order)
    again = pay_by(make_checkout(make_goods()), "cash", "cash")
    assert again.failure == "cash_refused_before"


@pytest.mark.django_db
def test_the_buyer_hears_of_it_once_and_of_no_refund() -> None:
    order = at_the_door()
    refuse(order)
    for _ in range(2):
        steps = [
            enveloped(event, position=at) for at, event in enumerate(published(OrderStageChanged))
        ]
        tell_buyers(steps)
        tell_of_claims([enveloped(event) for event in published(ClaimMoved)])
    kinds = list(Notice.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["orders.refused"]


@pytest.mark.django_db
def test_only_what_is_on_its_way_and_unpaid_can_be_refused() -> None:
    early = at_the_door(ships=False)
    with pytest.raises(IllegalMove):
        refuse(early)
    assert CashPromise.objects.get().refused_at is None
    assert Payment.objects.get().state == State.PROMISED

    orders.ship(store_id=early.store_id, order_id=early.public_id, actor="")
    with pytest.raises(IllegalMove):
        orders.cancel(
            store_id=early.store_id,
            order_id=early.public_id,
            actor="",
            reason=Reason.OUT_OF_STOCK,
        )
    payment = Payment.objects.get()
    collect_cash(payment_id=payment.public_id, amount=early.total, key=early.public_id, actor="")
    with pytest.raises(NothingAtTheDoor):
        refuse(early)
    early.refresh_from_db()
    assert early.stage == "shipped"


@pytest.mark.django_db(transaction=True)
def test_paid_and_refused_at_once_only_one_of_them_happened() -> None:
    order = at_the_door()
    payment = Payment.objects.get()

    def tried(act: Callable[[], object]) -> bool:
        try:
            act()
        except TradewindError:
            return False
        return True

    pay = partial(
        collect_cash,
        payment_id=payment.public_id,
        amount=order.total,
        key=order.public_id,
        actor="",
    )
    got = in_parallel([partial(tried, pay), partial(tried, partial(refuse, order))] * 2)
    payment.refresh_from_db()
    order.refresh_from_db()
    promise = CashPromise.objects.get()
    if order.stage == "cancelled":
        assert (payment.state, promise.collected_minor) == (State.CANCELLED, 0)
        assert got.count(True) == 1
    else:
        assert (payment.state, promise.collected_minor) == (State.CAPTURED, order.total_minor)
        assert promise.refused_at is None
    assert not any(trial_balance().values())
