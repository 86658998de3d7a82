"""Delivery hours in words."""

from __future__ import annotations

from datetime import time

from django.utils.formats import time_format

from tradewind.domains.shipping.slots import OpenSlot, open_slots
from tradewind.kernel import clock
from tradewind.platform.i18n import formats


def slot_choices(store_id: int, method_id: str) -> list[tuple[str, str]]:
    """What can be chosen of a method now: value and words."""
    found = open_slots(store_id=store_id, method_id=method_id, now=clock.now())
    return [(slot.id, told_slot(slot)) for slot in found]


def told_slot(slot: OpenSlot) -> str:
    """``Tue 24 Nov, 10:00 – 12:00``."""
    return f"{formats.day(slot.day)}, {_told(slot.starts)} – {_told(slot.ends)}"


def _told(hour: time) -> str:
    return time_format(hour, "H:i")
