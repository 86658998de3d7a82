"""Which zone a place falls into, what a parcel costs, and the days it is on its way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tradewind.domains.shipping.working_days import WorkingDays
from tradewind.kernel.errors import InvalidInput, TradewindError
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place

CUT_OFF = time(14)
"""Orders from this time on, in the store's zone, leave as if placed the next working day."""

_GRAMS = 1000


class PlaceTaken(TradewindError):
    """Another zone of the store already delivers to that place."""

    code = "shipping_place_taken"


class SlotFull(TradewindError):
    """The hours that were chosen are taken meanwhile: `day`."""

    code = "shipping_slot_full"


class SlotClosed(TradewindError):
    """Those hours can't be booked or moved any more."""

    code = "shipping_slot_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOption:
    """A way to get a parcel, in the shopper's currency, with the days it should arrive within.

    With `has_slots` an hour is chosen too. `pick_up` says where and when goods are fetched.
    """

    method_id: str
    name: str
    translations: dict[str, Any]
    carrier: str
    price: Money
    arrives_from: date
    arrives_until: date
    has_slots: bool = False
    pick_up: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """What a method asks, all in one currency. `per_kg` for each kilogram begun after the first."""

    price: Money
    per_kg: Money
    free_from: Money | None

    def fee(self, goods: Money, weight_g: int) -> Money:
        """The fee for goods of this value and weight in grams; zero from `free_from` on."""
        if self.free_from is not None and goods >= self.free_from:
            return Money.zero(self.price.currency)
        after_first = max(0, weight_g - _GRAMS)
        return self.price + self.per_kg * -(-after_first // _GRAMS)


def specificity(places: Collection[str], place: Place) -> int | None:
    """How closely a zone names `place`: 0 best (``CA-BC``), then ``CA``, ``*``; None: not at all."""
    return next((rank for rank, code in enumerate(place.codes) if code in places), None)


def check_places(places: Collection[str]) -> None:
    """Raises `InvalidInput` unless each is ``*``, a country or a country with a region."""
    if not places:
        raise InvalidInput({"places": "required"})
    for code in places:
        country, _, region = code.partition("-")
        is_country = len(country) == 2 and country.isascii() and country.isalpha()
        has_region = "-" not in code or (region.isascii() and region.isalnum() and len(region) <= 3)
        if code != "*" and not (is_country and has_region and code == code.upper()):
            raise InvalidInput({"places": "invalid"})


def leaves_on(now: datetime, time_zone: str, days: WorkingDays) -> date:
    """The working day of the store (its zone and `days`) an order of `now` counts as placed on."""
    local = now.astimezone(ZoneInfo(time_zone))
    day = local.date()
    if local.time() >= CUT_OFF:
        day += timedelta(days=1)
    return days.add(day, 0)
