"""Cancel, return, exchange: what was shown is what goes back, and the books stay even."""

from __future__ import annotations

import functools
from datetime import timedelta

import pytest

from tests.domains.factories.catalogue import variants_of
from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.parallel import in_parallel
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.inventory.queries import available
from tradewind.domains.ledger.models import Account
from tradewind.domains.ledger.queries import balance, trial_balance
from tradewind.domains.ledger.rules import AccountKey
from tradewind.domains.orders import operations as orders
from tradewind.domains.orders.claims import (
    ClaimKind,
    ClaimState,
    Condition,
    EstimateChanged,
    IllegalClaimMove,
    NotClaimable,
    Reason,
    Refusal,
)
from tradewind.domains.orders.models import Claim, Order, OrderLine, ReturnPolicy
from tradewind.domains.orders.operations import claims
from tradewind.domains.orders.operations.claims import Inspected, Wanted
from tradewind.domains.orders.queries import standing_of
from tradewind.domains.payments.models import Refund
from tradewind.domains.payments.operations import send_refund
from tradewind.flows import take_back
from tradewind.kernel import clock
from tradewind.kernel.money import Money

pytestmark = pytest.mark.django_db

RECEIVABLE = AccountKey(Account.Kind.RECEIVABLE, "CAD")


def bought(*, quantity: int = 3, price: str = "9.99") -> Order:
    checkout = make_checkout(make_goods(price=price), quantity=quantity)
    pay(checkout)
    return Order.objects.across_stores("test").get(purchase__checkout=checkout.public_id)


def delivered(*, quantity: int = 3, price: str = "9.99") -> Order:
    order = bought(quantity=quantity, price=price)
    whose = {"store_id": order.store_id, "order_id": order.public_id, "actor": ""}
    orders.ship(**whose)
    orders.mark_delivered(**whose)
    order.refresh_from_db()
    return order


def line_of(order: Order) -> OrderLine:
    return order.lines.get()


def ask(order: Order, kind: ClaimKind, reason: Reason, count: int, *, instead: str = "") -> Claim:
    line = line_of(order)
    shown = take_back.estimate(
        order=order, kind=kind, reason=reason, counts={line.public_id: count}
    )
    due = Money.zero("CAD") if kind is ClaimKind.EXCHANGE else shown.back.refund
    return take_back.ask(
        store_id=order.store_id,
        order_id=order.public_id,
        kind=kind,
        reason=reason,
        wanted=[Wanted(line.public_id, count, instead)],
        agreed=due,
    )


def come_back(claim: Claim, *, accepted: int, condition: Condition = Condition.SELLABLE) -> Claim:
    whose = {"store_id": claim.store_id, "claim_id": claim.public_id, "actor": "per_x"}
    if Claim.objects.for_store(claim.store_id).get(pk=claim.pk).state == ClaimState.REQUESTED:
        claims.approve(**whose)
    claims.mark_sent_back(store_id=claim.store_id, claim_id=claim.public_id)
    claims.receive(**whose)
    line = line_of(claim.order)
    return take_back.settle(
        **whose,
        inspected={line.public_id: Inspected(accepted, condition)},
        location_id=StockLevel.objects.for_store(claim.store_id).get().location_id,
    )


def refunded() -> int:
    return sum(refund.amount_minor for refund in Refund.objects.all())


def settle_refunds() -> None:
    for refund in Refund.objects.filter(state=Refund.State.WAITING):
        send_refund(refund_id=refund.public_id)
    assert balance(account=RECEIVABLE) == Money(0, "CAD")
    assert not any(trial_balance().values())


def test_a_cancellation_nobody_packs_yet_is_settled_at_once() -> None:
    order = bought(quantity=3)
    before = available(variant_ids=[line_of(order).variant_id])

    claim = ask(order, ClaimKind.CANCEL, Reason.CHANGED_MIND, 1)

    line, after = line_of(order), available(variant_ids=[line_of(order).variant_id])
    assert claim.state == ClaimState.SETTLED
    # A third of 29.97 with 13 % HST, 33.87: its cumulative floor. Delivery stays, two are coming.
    assert refunded() == claim.refund_minor == line.paid_minor // 3 == 1129
    assert (line.cancelled, line.unsent) == (1, 2)
    assert after[line.variant_id] == before[line.variant_id] + 1
    settle_refunds()


def test_cancelling_piece_by_piece_gives_every_cent_back() -> None:
    order = bought(quantity=3)
    for _ in range(3):
        ask(order, ClaimKind.CANCEL, Reason.BOUGHT_TWICE, 1)
    order.refresh_from_db()
    assert order.stage == "cancelled"
    assert refunded() == order.total_minor
    settle_refunds()


def test_what_is_being_packed_waits_for_the_seller() -> None:
    order = bought()
    whose = {"store_id": order.store_id, "order_id": order.public_id, "actor": ""}
    orders.start_preparing(**whose)

    claim = ask(order, ClaimKind.CANCEL, Reason.CHANGED_MIND, 3)
    assert claim.state == ClaimState.REQUESTED
    assert refunded() == 0
    with pytest.raises(NotClaimable):
        ask(order, ClaimKind.CANCEL, Reason.CHANGED_MIND, 1)

    take_back.settle(store_id=order.store_id, claim_id=claim.public_id, actor="per_x")
    assert refunded() == order.total_minor
    settle_refunds()


def test_the_seller_overtakes_a_waiting_cancellation() -> None:
    order = bought()
    whose = {"store_id": order.store_id, "order_id": order.public_id, "actor": ""}
    orders.start_preparing(**whose)
    waiting = ask(order, ClaimKind.CANCEL, Reason.CHANGED_MIND, 2)

    take_back.cancel_order(**whose, reason=Reason.OUT_OF_STOCK)

    waiting.refresh_from_db()
    assert waiting.state == ClaimState.WITHDRAWN
    assert refunded() == order.total_minor


def test_a_return_refunds_what_is_accepted_and_shelves_it() -> None:
    order = delivered(quantity=3)
    stock = available(variant_ids=[line_of(order).variant_id])[line_of(order).variant_id]
    claim = ask(order, ClaimKind.RETURN, Reason.DOES_NOT_FIT, 2)
    shown = claim.refund_minor

    settled = come_back(claim, accepted=1)

    assert shown == line_of(order).paid_minor * 2 // 3
    assert settled.refund_minor == refunded() == line_of(order).paid_minor // 3
    assert (
        available(variant_ids=[line_of(order).variant_id])[line_of(order).variant_id] == stock + 1
    )
    settle_refunds()
    # The piece that was not accepted may be asked about again.
    assert standing_of(order=order, now=clock.now())[0].may[ClaimKind.RETURN][0] == 2


def test_damaged_goods_are_written_off_and_everything_goes_back() -> None:
    order = delivered(quantity=2)
    stock = available(variant_ids=[line_of(order).variant_id])[line_of(order).variant_id]
    claim = come_back(
        ask(order, ClaimKind.RETURN, Reason.DAMAGED, 2), accepted=2, condition=Condition.DAMAGED
    )
    assert claim.refund_minor == order.total_minor  # delivery too: the seller answers for it
    assert available(variant_ids=[line_of(order).variant_id])[line_of(order).variant_id] == stock
    settle_refunds()


def test_a_policy_can_charge_the_label() -> None:
    order = delivered(quantity=1, price="20.00")
    ReturnPolicy.objects.create(store_id=order.store_id, label_fee_minor=500)
    claim = ask(order, ClaimKind.RETURN, Reason.CHANGED_MIND, 1)
    assert claim.refund_minor == line_of(order).paid_minor - 500
    come_back(claim, accepted=1)
    settle_refunds()


def test_another_refund_than_was_shown_is_refused() -> None:
    order = delivered()
    line = line_of(order)
    with pytest.raises(EstimateChanged):
        take_back.ask(
            store_id=order.store_id,
            order_id=order.public_id,
            kind=ClaimKind.RETURN,
            reason=Reason.DAMAGED,
            wanted=[Wanted(line.public_id, 1)],
            agreed=Money(1, "CAD"),
        )
    assert not Claim.objects.for_store(order.store_id).exists()


def test_the_window_closes() -> None:
    order = delivered()
    late = clock.now() + timedelta(days=31)
    (standing,) = standing_of(order=order, now=late)
    assert standing.may[ClaimKind.RETURN] == (0, Refusal.WINDOW_OVER)
    assert standing.may[ClaimKind.CANCEL] == (0, Refusal.ALREADY_SENT)


def test_an_exchange_keeps_the_replacement_sends_it_and_may_be_claimed_again() -> None:
    order = delivered(quantity=1)
    line = line_of(order)
    variant = variants_of(line.product)[0]
    free = available(variant_ids=[variant.pk])[variant.pk]
    claim = ask(order, ClaimKind.EXCHANGE, Reason.FAULTY, 1, instead=variant.public_id)
    whose = {"store_id": order.store_id, "claim_id": claim.public_id, "actor": "per_x"}
    claims.approve(**whose)
    assert available(variant_ids=[variant.pk])[variant.pk] == free - 1
    claims.receive(**whose)
    claims.accept_exchange(**whose, inspected={}, location_id=None)
    claims.send_replacement(**whose, carrier="Canada Post")

    claim.refresh_from_db()
    assert claim.state == ClaimState.SETTLED
    assert refunded() == 0
    again = come_back(ask(order, ClaimKind.RETURN, Reason.FAULTY, 1), accepted=1)
    assert again.refund_minor == order.total_minor
    settle_refunds()


def test_a_refused_exchange_frees_the_replacement() -> None:
    order = delivered(quantity=1)
    variant_id = line_of(order).variant_id
    free = available(variant_ids=[variant_id])[variant_id]
    claim = ask(order, ClaimKind.EXCHANGE, Reason.DAMAGED, 1)
    whose = {"store_id": order.store_id, "claim_id": claim.public_id, "actor": "per_x"}
    claims.approve(**whose)
    claims.withdraw(store_id=order.store_id, claim_id=claim.public_id)
    assert available(variant_ids=[variant_id])[variant_id] == free
    with pytest.raises(IllegalClaimMove):
        claims.receive(**whose)


@pytest.mark.django_db(transaction=True)
def test_pressing_twice_at_once_refunds_once() -> None:
    order = bought(quantity=1)

    def press() -> str:
        try:
            return str(ask(order, ClaimKind.CANCEL, Reason.CHANGED_MIND, 1).state)
        except (NotClaimable, EstimateChanged) as refused:
            return refused.code

    answers = in_parallel([functools.partial(press) for _ in range(4)])
    assert answers.count("settled") == 1
    assert refunded() == order.total_minor
