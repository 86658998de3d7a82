"""What others may ask about delivery."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import orjson
from django.db import connection

from tradewind.domains.pricing import queries as pricing
from tradewind.domains.shipping.models import Method, Zone
from tradewind.domains.shipping.rules import (
    DeliveryOption,
    Tariff,
    leaves_on,
    specificity,
)
from tradewind.domains.shipping.working_days import working_days
from tradewind.domains.stores.queries import list_open_stores
from tradewind.kernel import ids
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place

_METHODS = """
SELECT m.store_id, s.time_zone, s.country, s.region, z.places, m.public_id, m.name, m.translations::text, m.carrier,
       m.currency, m.price_minor, m.per_kg_minor, m.free_from_minor,
       EXISTS (SELECT FROM shipping_slotwindow w WHERE w.method_id = m.id),
       COALESCE((SELECT concat_ws(' · ', l.name, NULLIF(u.hours, ''))
                 FROM shipping_pickuppoint u JOIN stores_location l ON l.id = u.location_id
                 WHERE u.method_id = m.id), ''),
       m.handling_days, m.min_days, m.max_days
FROM shipping_method m
JOIN shipping_zone z ON z.id = m.zone_id
JOIN stores_store s ON s.id = m.store_id
WHERE m.store_id = ANY(%s::bigint[]) AND m.archived_at IS NULL
ORDER BY m.store_id, m.position, m.id
"""
_KEPT_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What one store would send: the value of its goods and their weight in grams."""

    store_id: int
    goods: Money
    weight_g: int


class _Offer(NamedTuple):
    """A method as its row says, read once and used for many carts."""

    store_id: int
    time_zone: str
    origin: Place
    places: list[str]
    method_id: str
    name: str
    translations: dict[str, Any]
    carrier: str
    price: Money
    per_kg: Money
    free_from: Money | None
    has_slots: bool
    pick_up: str
    handling_days: int
    min_days: int
    max_days: int


_kept: dict[int, tuple[float, list[_Offer]]] = {}


def options(
    *, parcels: Sequence[Parcel], place: Place, currency: str, now: datetime
) -> dict[int, list[DeliveryOption]]:
    """The ways each parcel can reach `place`, cheapest first, in `currency`.

    One statement for stores not asked about lately: a store's methods are kept in the process for
    at most half a minute, and never longer than a change made in it. `goods` of every parcel are
    in `currency`. A store without any does not deliver there: its list is empty. Only the store's
    most specific zone counts. Raises `RateMissing`.
    """
    offers = _offers([parcel.store_id for parcel in parcels])
    return {
        parcel.store_id: sorted(
            (
                _option(offer, parcel, place, currency, now)
                for offer in _closest(offers[parcel.store_id], place)
            ),
            key=lambda option: (option.price.minor, option.arrives_until),
        )
        for parcel in parcels
    }


def soonest(*, store_ids: Collection[int], place: Place, now: datetime) -> dict[int, date]:
    """The day a parcel of each store arrives at the latest by its quickest way to `place`.

    Costs as many statements as `options`; stores that do not deliver there are left out.
    """
    arrivals = {
        store_id: [_arrival(offer, place, now)[1] for offer in _closest(offers, place)]
        for store_id, offers in _offers(list(store_ids)).items()
    }
    return {store_id: min(days) for store_id, days in arrivals.items() if days}


def delivering(*, place: Place) -> dict[int, str]:
    """Every open store that delivers to `place`: row id → slug. Costs one statement more than
    `options`."""
    stores = {store.pk: store.slug for store in list_open_stores()}
    offers = _offers(list(stores))
    return {pk: slug for pk, slug in stores.items() if _closest(offers[pk], place)}


def forget_methods() -> None:
    """Read the methods of every store anew at the next question."""
    _kept.clear()


def list_zones(*, store_id: int) -> list[Zone]:
    """The store's zones by name, each with all its methods, archived ones too."""
    zones = Zone.objects.for_store(store_id).order_by("name").prefetch_related("methods")
    return list(zones)


def list_carriers(*, store_id: int) -> list[str]:
    """The carriers a store's methods name, by name."""
    rows = Method.objects.for_store(store_id).filter(archived_at=None).exclude(carrier="")
    return list(rows.order_by("carrier").values_list("carrier", flat=True).distinct())


def get_zone(*, store_id: int, zone_id: int) -> Zone:
    """A zone of the store. Raises `NotFound`, for another store's too."""
    found = Zone.objects.for_store(store_id).filter(pk=zone_id).first()
    if found is None:
        raise NotFound(zone=zone_id)
    return found


def get_method(*, store_id: int, public_id: str) -> Method:
    """A method with its zone and store. Raises `NotFound`, for another store's too."""
    methods = Method.objects.for_store(store_id).select_related("zone", "store")
    found = methods.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(id=public_id)
    return found


def _offers(store_ids: Sequence[int]) -> dict[int, list[_Offer]]:
    fresh_from = time.monotonic() - _KEPT_SECONDS
    found = {
        store_id: kept[1]
        for store_id in store_ids
        if (kept := _kept.get(store_id)) and kept[0] >= fresh_from
    }
    unknown = [store_id for store_id in store_ids if store_id not in found]
    if unknown:
        read = _read(unknown)
        _kept.update((store_id, (time.monotonic(), read[store_id])) for store_id in unknown)
        found.update(read)
    return found


def _read(store_ids: Sequence[int]) -> dict[int, list[_Offer]]:
    read: dict[int, list[_Offer]] = {store_id: [] for store_id in store_ids}
    with connection.cursor() as cursor:
        cursor.execute(_METHODS, [list(store_ids)])
        rows = cursor.fetchall()
    for (
        store_id,
        zone,
        country,
        region,
        places,
        public_id,
        name,
        told,
        carrier,
        unit,
        price,
        per_kg,
        free,
        has_slots,
        pick_up,
        *days,
    ) in rows:
        read[store_id].append(
            _Offer(
                store_id,
                zone,
                Place(country, region),
                places,
                ids.encode("dlv", public_id),
                name,
                orjson.loads(told),
                carrier,
                Money(price, unit),
                Money(per_kg, unit),
                None if free is None else Money(free, unit),
                has_slots,
                pick_up,
                *days,
            )
        )
    return read


def _closest(offers: Sequence[_Offer], place: Place) -> list[_Offer]:
    ranked = [(specificity(offer.places, place), offer) for offer in offers]
    best = min((rank for rank, _ in ranked if rank is not None), default=None)
    return [offer for rank, offer in ranked if rank is not None and rank == best]


def _option(
    offer: _Offer, parcel: Parcel, place: Place, currency: str, now: datetime
) -> DeliveryOption:
    day = now.astimezone(UTC).date()

    def told(amount: Money) -> Money:
        return pricing.ask_in(amount=amount, currency=currency, on=day)

    tariff = Tariff(
        price=told(offer.price),
        per_kg=told(offer.per_kg),
        free_from=None if offer.free_from is None else told(offer.free_from),
    )
    earliest, latest = _arrival(offer, place, now)
    return DeliveryOption(
        method_id=offer.method_id,
        name=offer.name,
        translations=offer.translations,
        carrier=offer.carrier,
        price=tariff.fee(parcel.goods, parcel.weight_g),
        arrives_from=earliest,
        arrives_until=latest,
        has_slots=offer.has_slots,
        pick_up=offer.pick_up,
    )


def _arrival(offer: _Offer, place: Place, now: datetime) -> tuple[date, date]:
    """Packed on working days of the store, carried on those of whoever waits for it."""
    packing, carrying = working_days(offer.origin), working_days(place)
    sent_on = packing.add(leaves_on(now, offer.time_zone, packing), offer.handling_days)
    return carrying.add(sent_on, offer.min_days), carrying.add(sent_on, offer.max_days)
