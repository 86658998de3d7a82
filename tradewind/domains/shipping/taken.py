"""Who has which delivery hours of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from tradewind.domains.shipping.models import SlotBooking


@dataclass(frozen=True, slots=True)
class TakenSlot:
    """Hours of a day and the checkouts (public ids) that have a place in them."""

    method: str
    starts: time
    ends: time
    capacity: int
    holders: list[str]


def taken_on(*, store_id: int, day: date) -> list[TakenSlot]:
    """A store's slots of a day that anybody has, the earliest first. One statement."""
    rows = SlotBooking.objects.for_store(store_id).filter(slot__day=day)
    found: dict[int, TakenSlot] = {}
    for booking in rows.select_related("slot__window__method").order_by("pk"):
        window = booking.slot.window
        row = found.setdefault(
            window.pk,
            TakenSlot(window.method.name, window.starts, window.ends, window.capacity, []),
        )
        row.holders.append(booking.holder)
    return sorted(found.values(), key=lambda row: (row.starts, row.method))
