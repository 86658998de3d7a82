"""What others may ask about delivery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from tradewind.domains.pricing import queries as pricing
from tradewind.domains.shipping.models import Method, Zone
from tradewind.domains.shipping.rules import (
    DeliveryOption,
    Tariff,
    add_working_days,
    leaves_on,
    specificity,
)
from tradewind.kernel import ids
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place

_METHODS = """
SELECT m.store_id, s.time_zone, z.places, m.public_id, m.name, m.translations::text, m.carrier,
       m.currency, m.price_minor, m.per_kg_minor, m.free_from_minor,
       m.handling_days, m.min_days, m.max_days
FROM shipping_method m
JOIN shipping_zone z ON z.id = m.zone_id
JOIN stores_store s ON s.id = m.store_id
WHERE m.store_id = ANY(%s::bigint[]) AND z.places && %s::varchar[] AND m.archived_at IS NULL
ORDER BY m.store_id, m.position, m.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What one store would send: the value of its goods and their weight in grams."""

    store_id: int
    goods: Money
    weight_g: int


class _Offer(NamedTuple):
    store_id: int
    time_zone: str
    places: list[str]
    public_id: UUID
    name: str
    translations: str
    carrier: str
    currency: str
    price_minor: int
    per_kg_minor: int
    free_from_minor: int | None
    handling_days: int
    min_days: int
    max_days: int


def options(
    *, parcels: Sequence[Parcel], place: Place, currency: str, now: datetime
) -> dict[int, list[DeliveryOption]]:
    """The ways each parcel can reach `place`, cheapest first, in `currency`; by one statement.

    `goods` of every parcel are in `currency`. A store without any does not deliver there: its
    list is empty. Only the store's most specific zone counts. Raises `RateMissing`.
    """
    found: dict[int, list[DeliveryOption]] = {parcel.store_id: [] for parcel in parcels}
    if not found:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_METHODS, [list(found), list(place.codes)])
        offers = [_Offer(*row) for row in cursor.fetchall()]
    closest: dict[int, int] = {}
    ranks = [specificity(offer.places, place) for offer in offers]
    for offer, rank in zip(offers, ranks, strict=True):
        if rank is not None:
            closest[offer.store_id] = min(rank, closest.get(offer.store_id, rank))
    by_store = {parcel.store_id: parcel for parcel in parcels}
    for offer, rank in zip(offers, ranks, strict=True):
        if rank == closest[offer.store_id]:
            option = _option(offer, by_store[offer.store_id], currency, now)
            found[offer.store_id].append(option)
    for choices in found.values():
        choices.sort(key=lambda option: (option.price.minor, option.arrives_until))
    return found


def list_zones(*, store_id: int) -> list[Zone]:
    """The store's zones by name, each with all its methods, archived ones too."""
    zones = Zone.objects.for_store(store_id).order_by("name").prefetch_related("methods")
    return list(zones)


def get_method(*, store_id: int, public_id: str) -> Method:
    """A method with its zone. Raises `NotFound`, for another store's too."""
    methods = Method.objects.for_store(store_id).select_related("zone")
    found = methods.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(id=public_id)
    return found


def _option(offer: _Offer, parcel: Parcel, currency: str, now: datetime) -> DeliveryOption:
    day = now.astimezone(UTC).date()
    tariff = Tariff(
        price=_told(offer.price_minor, offer.currency, currency, day),
        per_kg=_told(offer.per_kg_minor, offer.currency, currency, day),
        free_from=(
            None
            if offer.free_from_minor is None
            else _told(offer.free_from_minor, offer.currency, currency, day)
        ),
    )
    sent_on = add_working_days(leaves_on(now, offer.time_zone), offer.handling_days)
    translations: dict[str, Any] = orjson.loads(offer.translations)
    return DeliveryOption(
        method_id=ids.encode("dlv", offer.public_id),
        name=offer.name,
        translations=translations,
        carrier=offer.carrier,
        price=tariff.fee(parcel.goods, parcel.weight_g),
        arrives_from=add_working_days(sent_on, offer.min_days),
        arrives_until=add_working_days(sent_on, offer.max_days),
    )


def _told(minor: int, own: str, currency: str, day: date) -> Money:
    return pricing.convert(amount=Money(minor, own), currency=currency, on=day)
