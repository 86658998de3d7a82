"""What becomes of delivery hours after the purchase: given back, moved and told, listed for the seller."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.console.staff import member
from tests.domains.events import enveloped, published
from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.domains.factories.shipping import make_method
from tests.domains.factories.stores import make_store
from tests.parallel import in_parallel
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.checkout.operations import Details
from tradewind.domains.notices.models import Notice
from tradewind.domains.orders.claims import Reason
from tradewind.domains.orders.events import HoursMoved
from tradewind.domains.orders.models import Order
from tradewind.domains.orders.operations import cancel
from tradewind.domains.orders.operations.rescheduling import reschedule
from tradewind.domains.orders.queries.hours import deliveries_on
from tradewind.domains.orders.rules import IllegalMove
from tradewind.domains.orders.subscribers import tell_store_of_hours
from tradewind.domains.shipping import slots
from tradewind.domains.shipping.models import Slot, SlotBooking, SlotWindow
from tradewind.domains.shipping.rules import SlotFull
from tradewind.kernel import clock


def windows(capacity: int = 1) -> tuple[SlotWindow, SlotWindow, date]:
    """Two windows of a day in two days, and that day."""
    method = make_method(store=make_store())
    day = (clock.now() + timedelta(days=3)).date()
    made = [
        slots.add_window(
            store_id=method.store_id,
            method_id=method.public_id,
            weekday=day.weekday(),
            starts=starts,
            ends=ends,
            capacity=capacity,
        )
        for starts, ends in ((time(10), time(12)), (time(18), time(20)))
    ]
    return made[0], made[1], day


def ordered(window: SlotWindow, day: date) -> Order:
    goods = make_goods(store=window.store, on_hand=50)
    checkout = make_checkout(goods)
    store_id = window.store.public_id
    checkouts.set_details(
        checkout=checkout,
        details=Details(
            deliveries={
                store_id: window.method.public_id,
                f"{store_id}:slot": f"{window.pk}@{day}",
            }
        ),
    )
    pay(checkout)
    return Order.objects.for_store(window.store_id).get(purchase__checkout=checkout.public_id)


def cancelled(order: Order) -> None:
    cancel(
        store_id=order.store_id,
        order_id=order.public_id,
        actor="",
        reason=Reason.OUT_OF_STOCK,
    )


def taken(window: SlotWindow) -> int:
    return sum(
        Slot.objects.for_store(window.store_id)
        .filter(window=window)
        .values_list("taken", flat=True)
    )


@pytest.mark.django_db
def test_a_cancelled_order_gives_its_hours_back() -> None:
    window, _later, day = windows()
    order = ordered(window, day)
    assert taken(window) == 1
    with pytest.raises(SlotFull):
        ordered(window, day)
    cancelled(order)
    assert taken(window) == 0
    assert not SlotBooking.objects.for_store(window.store_id).exists()
    again = ordered(window, day)
    assert taken(window) == 1
    with pytest.raises(IllegalMove):
        cancelled(order)
    assert taken(window) == 1
    booking = SlotBooking.objects.for_store(window.store_id).get()
    assert booking.holder == again.purchase.checkout


@pytest.mark.django_db(transaction=True)
def test_given_back_and_taken_at_once_the_room_is_never_exceeded() -> None:
    window, _later, day = windows(capacity=2)
    orders = [ordered(window, day) for _ in range(2)]
    wanted = {window.store_id: (window.method.public_id, f"{window.pk}@{day}")}

    def take(holder: str) -> bool:
        try:
            slots.book(holder=holder, wanted=wanted, now=clock.now())
        except SlotFull:
            return False
        return True

    acts: list[Callable[[], bool | None]] = [partial(cancelled, order) for order in orders]
    acts += [partial(take, f"chk_{number}") for number in range(8)]
    got = in_parallel(acts)
    assert got.count(True) <= 2
    while got.count(True) < 2 and take(f"chk_late{got.count(True)}"):
        got.append(True)
    assert taken(window) == 2
    assert SlotBooking.objects.for_store(window.store_id).count() == 2
    assert not take("chk_one_more")


@pytest.mark.django_db
def test_the_seller_hears_of_other_hours_once_for_each_move() -> None:
    window, later, day = windows(capacity=5)
    order = ordered(window, day)
    person, _client = member(window.store)
    packer, _client = member(window.store, role="operator")
    move = partial(reschedule, purchase_id=order.purchase_id, order_id=order.public_id)

    move(slot=f"{window.pk}@{day}")
    assert published(HoursMoved) == [], "nothing moved"
    move(slot=f"{later.pk}@{day}")
    (event,) = published(HoursMoved)
    assert (event.order_id, event.day) == (order.public_id, day.isoformat())
    assert (event.starts, event.ends) == ("18:00", "20:00")
    for _ in range(2):
        tell_store_of_hours(event, enveloped(event, position=1))
    told = Notice.objects.filter(kind="orders.hours_moved")
    assert sorted(told.values_list("person", "channel")) == sorted(
        [(person.pk, "site"), (person.pk, "email"), (packer.pk, "site")]
    )
    tell_store_of_hours(event, enveloped(event, position=2))
    assert told.count() == 6


@pytest.mark.django_db
def test_a_days_deliveries_stand_in_the_console(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    window, later, day = windows(capacity=5)
    first, second = ordered(window, day), ordered(later, day)
    slots.book(
        holder="chk_unpaid",
        wanted={window.store_id: (window.method.public_id, f"{window.pk}@{day}")},
        now=clock.now(),
    )
    _person, seller = member(window.store)
    page = f"/console/{window.store.slug}/fulfilment/hours"
    screen = seller.get(f"{page}?day={day}").context["screen"]
    assert [
        (row.starts, [one.number for one in row.orders], row.taken, row.held) for row in screen.rows
    ] == [("10:00", [first.number], 2, 1), ("18:00", [second.number], 1, 0)]
    with django_assert_num_queries(2):
        assert len(deliveries_on(store_id=window.store_id, day=day)) == 2
    for wrong in ("", "x", "0001-01-01", "9999-12-31"):
        assert seller.get(f"{page}?day={wrong}").context["screen"].rows == []
    rest = f"/api/v1/stores/{window.store.slug}/deliveries?day={day}"
    items = seller.get(rest).json()["items"]
    assert [row["order_ids"] for row in items] == [[first.public_id], [second.public_id]]

    _other, stranger = member(make_store())
    assert stranger.get(f"{page}?day={day}").status_code == 404
    assert stranger.get(rest).status_code in (403, 404)
    cancelled(first)
    assert seller.get(f"{page}?day={day}").context["screen"].rows[0].orders == []
