"""Delivery hours with room for so many: offered, booked with the order, moved later.

A slot is named ``window@day``. Its room is counted by one conditional UPDATE, so the last place goes
to one of however many ask at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from tradewind.domains.shipping.models import (
    ClosedDay,
    Method,
    PickUpPoint,
    Slot,
    SlotBooking,
    SlotWindow,
)
from tradewind.domains.shipping.queries import forget_methods, get_method
from tradewind.domains.shipping.rules import SlotClosed, SlotFull
from tradewind.domains.stores.models import Location
from tradewind.kernel.errors import InvalidInput, NotFound

DAYS_AHEAD = 14
_LARGEST_ID = 2**63 - 1
_MOST = 10_000

_TAKE = """
UPDATE shipping_slot AS slot SET taken = taken + 1 FROM shipping_slotwindow AS room
WHERE slot.id = %s AND room.id = slot.window_id AND slot.taken < room.capacity
"""


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """Hours one can choose; `left` of its places are free."""

    id: str
    day: date
    starts: time
    ends: time
    left: int


@dataclass(frozen=True, slots=True)
class Booked:
    """Hours that were chosen; `is_movable` while the store's rule lets them be moved."""

    slot: OpenSlot
    method_id: str
    is_movable: bool


def open_slots(*, store_id: int, method_id: str, now: datetime) -> list[OpenSlot]:
    """What can be booked of a method within two weeks, soonest first. Three statements."""
    windows = list(
        SlotWindow.objects.for_store(store_id)
        .filter(method__public_id=method_id, method__archived_at=None)
        .select_related("store")
    )
    if not windows:
        return []
    today = now.astimezone(ZoneInfo(windows[0].store.time_zone)).date()
    days = [today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD + 1)]
    closed = set(ClosedDay.objects.for_store(store_id).values_list("day", flat=True))
    rows = Slot.objects.for_store(store_id).filter(window__in=windows, day__in=days)
    taken = {
        (window, day): count for window, day, count in rows.values_list("window_id", "day", "taken")
    }
    found = [
        OpenSlot(f"{window.pk}@{day}", day, window.starts, window.ends, left)
        for day in days
        for window in windows
        if day not in closed
        and _is_open(window, day, now)
        and (left := window.capacity - taken.get((window.pk, day), 0)) > 0
    ]
    return sorted(found, key=lambda slot: (slot.day, slot.starts))


def book(*, holder: str, wanted: Mapping[int, tuple[str, str]], now: datetime) -> dict[int, date]:
    """Take a place for a checkout: `wanted` maps store row ids to (method public id, slot).

    In the caller's transaction; the days, by store. Raises `SlotFull`, `SlotClosed`.
    """
    days: dict[int, date] = {}
    if not wanted:
        return days
    with transaction.atomic():
        for store_id, (method_id, name) in sorted(wanted.items()):
            slot = _slot(store_id, method_id, name, now)
            _take(slot)
            SlotBooking.objects.create(store_id=store_id, slot=slot, holder=holder)
            days[store_id] = slot.day
    return days


def release(*, holder: str, store_id: int | None = None) -> None:
    """Let go of every place the checkout holds, or of that at one store (row id), whose order will
    not be sent. Again changes nothing."""
    with transaction.atomic():
        rows = SlotBooking.objects.across_stores("a checkout holds places of several stores")
        if store_id is not None:
            rows = rows.filter(store_id=store_id)
        for booking in rows.select_for_update().filter(holder=holder).order_by("slot_id"):
            booking.delete()
            _give_back(booking.slot_id)


def move(*, store_id: int, holder: str, name: str, now: datetime) -> date:
    """Choose other hours for what was bought; the new day.

    Raises `NotFound` without a booking, `SlotClosed` once the old or the new ones are past their
    time, `SlotFull`.
    """
    with transaction.atomic():
        rows = SlotBooking.objects.for_store(store_id).select_for_update(of=("self",))
        booking = (
            rows.select_related("slot__window__store", "slot__window__method")
            .filter(holder=holder)
            .first()
        )
        if booking is None:
            raise NotFound(id=holder)
        old = booking.slot
        if not _is_open(old.window, old.day, now):
            raise SlotClosed(day=old.day)
        new = _slot(store_id, str(old.window.method.public_id), name, now)
        if new.pk == old.pk:
            return old.day
        # Two who swap would wait for each other: both rows are locked, the lower first.
        list(
            Slot.objects.for_store(store_id)
            .select_for_update()
            .filter(pk__in=[old.pk, new.pk])
            .order_by("pk")
        )
        _take(new)
        _give_back(old.pk)
        booking.slot = new
        booking.moved += 1
        booking.save(update_fields=["slot", "moved"])
        return new.day


def find_booking(*, store_id: int, holder: str, now: datetime) -> Booked | None:
    """The hours a checkout chose at a store."""
    rows = SlotBooking.objects.for_store(store_id).filter(holder=holder)
    row = rows.select_related("slot__window__store", "slot__window__method").first()
    if row is None:
        return None
    window, day = row.slot.window, row.slot.day
    slot = OpenSlot(f"{window.pk}@{day}", day, window.starts, window.ends, 0)
    return Booked(slot, str(window.method.public_id), _is_open(window, day, now))


def list_windows(*, store_id: int, method_id: str) -> list[SlotWindow]:
    """The method's windows, Monday first. Raises `NotFound` for a method that is not the store's."""
    if not Method.objects.for_store(store_id).filter(public_id=method_id).exists():
        raise NotFound(id=method_id)
    return list(SlotWindow.objects.for_store(store_id).filter(method__public_id=method_id))


def add_window(
    *,
    store_id: int,
    method_id: str,
    weekday: int,
    starts: time,
    ends: time,
    capacity: int,
    cut_off_hours: int = 12,
) -> SlotWindow:
    """Deliver within these hours of a weekday (0 is Monday) to so many. Those hours again replace
    the room and the cut-off. Raises `InvalidInput`, `NotFound`."""
    wrong = {}
    if not 0 <= weekday <= 6:
        wrong["weekday"] = "invalid"
    if ends <= starts:
        wrong["ends"] = "too_small"
    if not 1 <= capacity <= _MOST:
        wrong["capacity"] = "too_small" if capacity < 1 else "too_large"
    if not 0 <= cut_off_hours <= 24 * DAYS_AHEAD:
        wrong["cut_off_hours"] = "invalid"
    if wrong:
        raise InvalidInput(wrong)
    method = get_method(store_id=store_id, public_id=method_id)
    window, _is_new = SlotWindow.objects.for_store(store_id).update_or_create(
        store_id=store_id,
        method=method,
        weekday=weekday,
        starts=starts,
        defaults={"ends": ends, "capacity": capacity, "cut_off_hours": cut_off_hours},
    )
    forget_methods()
    return window


def close_window(*, store_id: int, window_id: int) -> None:
    """Offer these hours no more; what is booked stays. Raises `NotFound`, and `SlotClosed` while
    somebody has a place in it: then give it no more room instead."""
    with transaction.atomic():
        windows = SlotWindow.objects.for_store(store_id)
        window = windows.select_for_update().filter(pk=window_id).first()
        if window is None:
            raise NotFound(id=window_id)
        if SlotBooking.objects.for_store(store_id).filter(slot__window=window).exists():
            raise SlotClosed(day=None)
        window.delete()
    forget_methods()


def set_closed_days(*, store_id: int, days: list[date]) -> None:
    """Deliver by slots on none of these days; replaces those set before."""
    with transaction.atomic():
        rows = ClosedDay.objects.for_store(store_id)
        rows.exclude(day__in=days).delete()
        ClosedDay.objects.bulk_create(
            [ClosedDay(store_id=store_id, day=day) for day in sorted(set(days))],
            ignore_conflicts=True,
        )


def list_closed_days(*, store_id: int) -> list[date]:
    """Those days, soonest first."""
    return list(ClosedDay.objects.for_store(store_id).values_list("day", flat=True))


def set_pick_up(*, store_id: int, method_id: str, location_id: str, hours: str) -> None:
    """Let goods sent by this method be fetched from a location instead; an empty one ends that.

    Raises `NotFound`, `InvalidInput`.
    """
    if len(hours) > 200:
        raise InvalidInput({"hours": "too_long"})
    method: Method = get_method(store_id=store_id, public_id=method_id)
    points = PickUpPoint.objects.for_store(store_id)
    if not location_id:
        points.filter(method=method).delete()
        forget_methods()
        return
    places = Location.objects.for_store(store_id).filter(archived_at=None)
    place = places.filter(public_id=location_id).first()
    if place is None:
        raise NotFound(id=location_id)
    points.update_or_create(
        store_id=store_id, method=method, defaults={"location": place, "hours": hours.strip()}
    )
    forget_methods()


def _slot(store_id: int, method_id: str, name: str, now: datetime) -> Slot:
    number, _at, text = name.partition("@")
    try:
        day, window_id = date.fromisoformat(text), int(number)
    except ValueError:
        raise SlotClosed(day=None) from None
    if not number.isdecimal() or window_id > _LARGEST_ID:
        raise SlotClosed(day=None)
    windows = SlotWindow.objects.for_store(store_id).select_related("store")
    window = windows.filter(pk=window_id, method__public_id=method_id).first()
    today = now.astimezone(ZoneInfo(window.store.time_zone)).date() if window else day
    if (
        window is None
        or day.weekday() != window.weekday
        or day > today + timedelta(days=DAYS_AHEAD)
        or not _is_open(window, day, now)
        or ClosedDay.objects.for_store(store_id).filter(day=day).exists()
    ):
        raise SlotClosed(day=day)
    Slot.objects.bulk_create(
        [Slot(store_id=store_id, window=window, day=day)], ignore_conflicts=True
    )
    return Slot.objects.for_store(store_id).get(window=window, day=day)


def _take(slot: Slot) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [slot.pk])
        if not cursor.rowcount:
            raise SlotFull(day=slot.day)


def _give_back(slot_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE shipping_slot SET taken = taken - 1 WHERE id = %s", [slot_id])


def _is_open(window: SlotWindow, day: date, now: datetime) -> bool:
    zone = ZoneInfo(window.store.time_zone)
    starts_at = datetime.combine(day, window.starts, zone)
    return (
        day.weekday() == window.weekday and now + timedelta(hours=window.cut_off_hours) <= starts_at
    )
