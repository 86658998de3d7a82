"""Delivery hours: what is open, the last place under many hands, moving, letting go."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest

from tests.domains.factories.checkout import make_checkout, make_goods, pay
from tests.domains.factories.shipping import make_method
from tests.domains.factories.stores import first_location, make_store
from tests.parallel import in_parallel
from tradewind.domains.checkout import operations as checkouts
from tradewind.domains.checkout.operations import Details
from tradewind.domains.checkout.queries import quote_checkout
from tradewind.domains.checkout.rules import DetailsMissing, State
from tradewind.domains.orders.models import Order
from tradewind.domains.orders.operations.rescheduling import reschedule
from tradewind.domains.shipping import slots
from tradewind.domains.shipping.models import Method, Slot, SlotBooking, SlotWindow
from tradewind.domains.shipping.rules import SlotClosed, SlotFull
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
MONDAY = date(2026, 11, 23)


def window(
    *, capacity: int = 1, weekday: int = 0, hour: int = 10, method: Method | None = None
) -> SlotWindow:
    used = method or make_method(store=make_store())
    return slots.add_window(
        store_id=used.store_id,
        method_id=used.public_id,
        weekday=weekday,
        starts=time(hour),
        ends=time(hour + 2),
        capacity=capacity,
    )


def take(found: SlotWindow, holder: str, day: date = MONDAY, now: datetime = NOW) -> bool:
    wanted = {found.store_id: (found.method.public_id, f"{found.pk}@{day}")}
    try:
        slots.book(holder=holder, wanted=wanted, now=now)
    except SlotFull:
        return False
    return True


@pytest.mark.django_db(transaction=True)
def test_the_last_places_go_to_as_many_as_there_are() -> None:
    found = window(capacity=3)
    got = in_parallel([partial(take, found, f"chk_{number}") for number in range(12)])
    assert got.count(True) == 3
    assert Slot.objects.for_store(found.store_id).get().taken == 3
    assert SlotBooking.objects.for_store(found.store_id).count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_who_swap_hours_do_not_wait_for_each_other_forever() -> None:
    first = window(capacity=2)
    second = window(capacity=2, hour=14, method=first.method)
    assert take(first, "chk_1")
    assert take(second, "chk_2")

    def swap(holder: str) -> None:
        for step in range(6):
            to = (first, second)[(step + (holder == "chk_1")) % 2]
            slots.move(store_id=first.store_id, holder=holder, name=f"{to.pk}@{MONDAY}", now=NOW)

    in_parallel([partial(swap, "chk_1"), partial(swap, "chk_2")])
    rows = Slot.objects.for_store(first.store_id)
    assert sum(rows.values_list("taken", flat=True)) == 2


@pytest.mark.django_db
def test_what_is_open() -> None:
    found = window(capacity=2)
    ask = partial(slots.open_slots, store_id=found.store_id, method_id=found.method.public_id)
    assert [(slot.day, slot.left) for slot in ask(now=NOW)] == [
        (MONDAY, 2),
        (MONDAY + timedelta(days=7), 2),
    ]
    take(found, "chk_1")
    take(found, "chk_2")
    assert [slot.day for slot in ask(now=NOW)] == [MONDAY + timedelta(days=7)]
    slots.set_closed_days(store_id=found.store_id, days=[MONDAY + timedelta(days=7)])
    assert ask(now=NOW) == []
    slots.release(holder="chk_1")
    slots.release(holder="chk_1")
    assert [(slot.day, slot.left) for slot in ask(now=NOW)] == [(MONDAY, 1)]
    # Twelve hours before it starts nobody can choose it any more.
    assert ask(now=datetime(2026, 11, 22, 22, 1, tzinfo=UTC)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["", "x", "@", "1@", "@2026-11-23", f"{9**30}@2026-11-23", "-1@2026-11-23"]
)
def test_what_is_no_slot(name: str) -> None:
    found = window()
    with pytest.raises(SlotClosed):
        slots.book(holder="chk_1", wanted={found.store_id: (found.method.public_id, name)}, now=NOW)


@pytest.mark.django_db
def test_hours_of_another_store_day_or_time_can_not_be_booked() -> None:
    found, other = window(), window()
    for pk, day in (
        (other.pk, MONDAY),
        (found.pk, date(2026, 11, 24)),
        (found.pk, date(2026, 12, 14)),
    ):
        with pytest.raises(SlotClosed):
            slots.book(
                holder="chk_1",
                wanted={found.store_id: (found.method.public_id, f"{pk}@{day}")},
                now=NOW,
            )
    with pytest.raises(InvalidInput):
        window(capacity=0)
    with pytest.raises(NotFound):
        slots.move(store_id=found.store_id, holder="chk_9", name=f"{found.pk}@{MONDAY}", now=NOW)


@pytest.mark.django_db
def test_a_checkout_chooses_keeps_and_moves_its_hours() -> None:
    store = make_store()
    method = make_method(store=store)
    goods = make_goods(store=store)
    day = clock.now().date() + timedelta(days=3)
    found = window(capacity=1, weekday=day.weekday(), method=method)
    later = window(capacity=1, weekday=day.weekday(), hour=18, method=method)
    checkout = make_checkout(goods)
    with pytest.raises(DetailsMissing):
        pay(checkout)
    field = f"{store.public_id}:slot"
    chosen = Details(deliveries={field: f"{found.pk}@{day}"})
    checkout = checkouts.set_details(checkout=checkout, details=chosen)
    assert quote_checkout(checkout=checkout).problems == []
    pay(checkout, source="tok_insufficient_funds")
    assert not SlotBooking.objects.for_store(store.pk).exists()
    assert pay(checkout).checkout.state == State.CONFIRMED
    order = Order.objects.for_store(store.pk).get()
    assert (order.promised_from, order.promised_until) == (day, day)
    rival = make_checkout(goods)
    checkouts.set_details(checkout=rival, details=chosen)
    with pytest.raises(SlotFull):
        pay(rival)
    reschedule(purchase_id=order.purchase_id, order_id=order.public_id, slot=f"{later.pk}@{day}")
    booked = slots.find_booking(store_id=store.pk, holder=order.purchase.checkout, now=clock.now())
    assert booked is not None
    assert booked.slot.starts == time(18)
    assert pay(rival).checkout.state == State.CONFIRMED


@pytest.mark.django_db
def test_goods_are_fetched_from_a_location() -> None:
    store = make_store()
    method = make_method(store=store, price="0.00")
    place = first_location(store)
    slots.set_pick_up(
        store_id=store.pk, method_id=method.public_id, location_id=place.public_id, hours="Mo 9–17"
    )
    (part,) = quote_checkout(checkout=make_checkout(make_goods(store=store))).stores
    assert part.delivery is not None
    assert part.delivery.pick_up == f"{place.name} · Mo 9–17"
    with pytest.raises(NotFound):
        slots.set_pick_up(
            store_id=store.pk,
            method_id=method.public_id,
            location_id=first_location(make_store()).public_id,
            hours="",
        )
