"""From an order to points, through the events that really happen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.domains.factories.identity import make_person
from tests.domains.factories.loyalty import hold, make_points, make_terms, points
from tests.domains.loyalty.books import check_books
from tests.domains.loyalty.stream import follow
from tradewind.domains.ledger.queries import balance
from tradewind.domains.loyalty import operations
from tradewind.domains.loyalty.booking import funding
from tradewind.domains.loyalty.models import Accrual, Contact, Debt, Lot, Wallet
from tradewind.domains.loyalty.queries import balances_of
from tradewind.domains.loyalty.rules.earning import AccrualState, as_points
from tradewind.domains.orders.claims import Reason
from tradewind.domains.orders.models import Order
from tradewind.domains.orders.operations import cancel, mark_delivered, ship
from tradewind.kernel import clock
from tradewind.kernel.money import POINTS, Money

pytestmark = pytest.mark.django_db

EMAIL = "noor@example.org"


def placed(price: str = "40.00", *, person_id: int | None = None, mall_bp: int = 500) -> Order:
    """A guest's order (or a member's) in a store that adds 2 % of its own."""
    goods = make_goods(price=price)
    make_terms()
    operations.add_earn_rule(rate_bp=mall_bp)
    operations.add_earn_rule(rate_bp=200, store_id=goods.store_id, store_funds=True)
    pay(make_checkout(goods))
    order = Order.objects.across_stores("test").get()
    if person_id is not None:
        order.purchase.person_id = person_id
        order.purchase.save()
    follow("loyalty.points")
    return order


def deliver(order: Order) -> None:
    ship(store_id=order.store_id, order_id=order.public_id, actor="")
    mark_delivered(store_id=order.store_id, order_id=order.public_id, actor="")
    follow("loyalty.points")


def held_by(wallet: Wallet) -> tuple[int, int]:
    found = balances_of(wallet=wallet, currency="CAD", now=clock.now())
    return found.points.minor, found.coming.minor


def test_points_are_promised_then_come_with_the_goods() -> None:
    person = make_person()
    order = placed(person_id=person.pk)
    wallet = operations.wallet_of_person(person_id=person.pk)
    assert held_by(wallet) == (0, 280)
    assert not Lot.objects.exists()

    deliver(order)
    operations.mature(order_id=order.public_id, delivered_at=clock.now())

    assert held_by(wallet) == (280, 0)
    assert {lot.funder_store_id: lot.earned for lot in Lot.objects.all()} == {
        None: 200,
        order.store_id: 80,
    }
    assert balance(account=funding(POINTS, order.store_id)) == as_points(80)
    check_books()


def test_a_cancelled_order_brings_none() -> None:
    person = make_person()
    order = placed(person_id=person.pk)

    cancel(
        store_id=order.store_id, order_id=order.public_id, actor="", reason=Reason.CUSTOMER_ASKED
    )
    follow("loyalty.points")

    assert held_by(operations.wallet_of_person(person_id=person.pk)) == (0, 0)
    states = Accrual.objects.for_store(order.store_id).values_list("state", flat=True)
    assert set(states) == {AccrualState.CANCELLED}


def test_a_guest_earns_once_the_address_is_shown_to_be_theirs() -> None:
    order = placed()
    deliver(order)
    stray = operations.wallet_of_contact(kind=Contact.Kind.EMAIL, value=EMAIL)
    assert held_by(stray) == (0, 280)

    operations.verify_contact(kind=Contact.Kind.EMAIL, value=EMAIL, at=clock.now())

    assert held_by(stray) == (280, 0)
    check_books()


def test_what_a_guest_earned_is_theirs_when_they_join() -> None:
    deliver(placed())
    person = make_person(email=EMAIL)

    assert operations.join(person_id=person.pk, emails=[EMAIL]) == 1
    assert operations.join(person_id=person.pk, emails=[EMAIL]) == 0

    assert held_by(operations.wallet_of_person(person_id=person.pk)) == (280, 0)
    check_books()


def test_goods_that_go_back_take_their_points_along() -> None:
    person = make_person()
    order = placed(person_id=person.pk)
    wallet = operations.wallet_of_person(person_id=person.pk)
    deliver(order)

    operations.take_back(order_id=order.public_id, returned=Money(1, "CAD"), of=Money(4, "CAD"))
    operations.take_back(order_id=order.public_id, returned=Money(1, "CAD"), of=Money(4, "CAD"))
    assert held_by(wallet) == (210, 0)

    operations.take_back(order_id=order.public_id, returned=Money(4, "CAD"), of=Money(4, "CAD"))
    assert held_by(wallet) == (0, 0)
    check_books()


def test_pieces_taken_back_take_their_points() -> None:
    person = make_person()
    order = placed(person_id=person.pk)
    paid = sum(line.paid_minor for line in order.lines.all())

    operations.keep_for(order_id=order.public_id, goods_left=Money(paid // 2, "CAD"))

    assert held_by(operations.wallet_of_person(person_id=person.pk)) == (0, 140)


def test_a_part_of_a_promise_is_gone_before_it_comes() -> None:
    person = make_person()
    order = placed(person_id=person.pk)

    operations.take_back(order_id=order.public_id, returned=Money(2, "CAD"), of=Money(4, "CAD"))
    deliver(order)

    assert held_by(operations.wallet_of_person(person_id=person.pk)) == (140, 0)
    check_books()


def test_points_spent_before_they_were_taken_back_are_owed_and_paid_by_the_next() -> None:
    person = make_person()
    order = placed(person_id=person.pk)
    wallet = operations.wallet_of_person(person_id=person.pk)
    deliver(order)
    hold(points(280), wallet=wallet, holder="chk_spent")
    operations.confirm(holder="chk_spent")

    operations.take_back(order_id=order.public_id, returned=Money(4, "CAD"), of=Money(4, "CAD"))

    assert held_by(wallet) == (0, 0)
    assert Debt.objects.get(wallet=wallet).amount == 280
    check_books()

    make_points(wallet=wallet, points=300)

    assert held_by(wallet) == (20, 0)
    assert Debt.objects.get(wallet=wallet).amount == 0
    check_books()


def test_goods_paid_with_points_earn_none() -> None:
    goods = make_goods(price="40.00", delivery="0.00")
    make_terms()
    operations.add_earn_rule(rate_bp=500)
    paid = pay(make_checkout(goods)).checkout
    wallet = operations.wallet_of_person(person_id=make_person().pk)
    make_points(wallet=wallet, points=paid.total.minor // 2)
    hold(points(paid.total.minor // 2), wallet=wallet, holder=paid.public_id)
    operations.confirm(holder=paid.public_id)

    follow("loyalty.points")

    assert Accrual.objects.for_store(goods.store_id).get().points == 100


def test_points_are_worth_what_they_were_when_the_order_was_placed() -> None:
    person = make_person()
    order = placed(person_id=person.pk)
    make_terms(worth="2.00", valid_days=1)
    deliver(order)

    lot = Lot.objects.filter(funder_store=None).get()
    assert lot.earned == 200
    assert lot.expires_at - lot.available_at > timedelta(days=364)
