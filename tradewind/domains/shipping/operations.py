"""Every change of where and how a store delivers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet

from tradewind.domains.shipping.models import Method, Zone
from tradewind.domains.shipping.queries import forget_methods
from tradewind.domains.shipping.rules import PlaceTaken, check_places
from tradewind.domains.stores.models import Store
from tradewind.kernel import clock
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a method promises and asks. Days are working days; the three amounts one currency."""

    name: str
    price: Money
    min_days: int
    max_days: int
    handling_days: int = 1
    carrier: str = ""
    per_kg: Money | None = None
    free_from: Money | None = None
    position: int = 0
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def create_zone(*, store_id: int, name: str, places: Sequence[str]) -> Zone:
    """Deliver to `places` (``CA-BC``, ``CA``, ``*``). Raises `InvalidInput`, `PlaceTaken`.

    A place belongs to one zone of the store, so that which methods a shopper sees is never chance.
    """
    with transaction.atomic():
        _check_zone(Zone.objects.for_store(store_id), store_id, name, places)
        return Zone.objects.create(store_id=store_id, name=name, places=list(places))


def change_zone(*, store_id: int, zone_id: int, name: str, places: Sequence[str]) -> None:
    """Give a zone another name or other places. Raises `InvalidInput`, `NotFound`, `PlaceTaken`."""
    with transaction.atomic():
        zones = Zone.objects.for_store(store_id)
        _check_zone(zones.exclude(pk=zone_id), store_id, name, places)
        if not zones.filter(pk=zone_id).update(name=name, places=list(places)):
            raise NotFound(zone=zone_id)
        _forget()


def create_method(*, store_id: int, zone_id: int, terms: Terms) -> Method:
    """Offer a way to deliver in a zone. Raises `InvalidInput`, `NotFound`."""
    columns = _columns(terms)
    with transaction.atomic():
        if not Zone.objects.for_store(store_id).filter(pk=zone_id).exists():
            raise NotFound(zone=zone_id)
        method = Method.objects.create(store_id=store_id, zone_id=zone_id, **columns)
        _forget()
    return method


def change_method(*, store_id: int, method_id: str, terms: Terms) -> None:
    """Offer it by other terms from now on; checkouts under way keep what they were quoted.

    `method_id` is the public id. Raises `InvalidInput`, `NotFound`.
    """
    _update(store_id, method_id, **_columns(terms))


def archive_method(*, store_id: int, method_id: str) -> None:
    """Offer it no longer. Safe to repeat. Raises `NotFound`."""
    _update(store_id, method_id, archived_at=clock.now())


def _check_zone(others: QuerySet[Zone], store_id: int, name: str, places: Sequence[str]) -> None:
    check_places(places)
    if not name.strip():
        raise InvalidInput({"name": "required"})
    # The store's row is the lock of its zones: two zones may not take a place at once.
    if not Store.objects.select_for_update(no_key=True).filter(pk=store_id).exists():
        raise NotFound(store=store_id)
    if others.filter(name=name).exists():
        raise InvalidInput({"name": "taken"})
    for other in others.filter(places__overlap=list(places)):
        taken = sorted(set(other.places) & set(places))
        raise PlaceTaken(place=taken[0], zone=other.name)


def _update(store_id: int, method_id: str, **columns: object) -> None:
    with transaction.atomic():
        offered = Method.objects.for_store(store_id).filter(public_id=method_id)
        if not offered.update(**columns):
            raise NotFound(id=method_id)
        _forget()


def _forget() -> None:
    """Once now for this transaction, once after it for who read in between."""
    forget_methods()
    transaction.on_commit(forget_methods)


def _columns(terms: Terms) -> dict[str, object]:
    amounts = {"per_kg": terms.per_kg, "free_from": terms.free_from}
    for name, amount in amounts.items():
        if amount is not None and amount.currency != terms.price.currency:
            raise InvalidInput({name: "invalid"})
    for name, amount in {"price": terms.price, **amounts}.items():
        if amount is not None and amount.minor < 0:
            raise InvalidInput({name: "too_small"})
    if not terms.name.strip():
        raise InvalidInput({"name": "required"})
    if not 0 <= terms.min_days <= terms.max_days or terms.handling_days < 0:
        raise InvalidInput({"max_days": "too_small"})
    return {
        "name": terms.name,
        "carrier": terms.carrier,
        "price_minor": terms.price.minor,
        "currency": terms.price.currency,
        "per_kg_minor": 0 if terms.per_kg is None else terms.per_kg.minor,
        "free_from_minor": None if terms.free_from is None else terms.free_from.minor,
        "handling_days": terms.handling_days,
        "min_days": terms.min_days,
        "max_days": terms.max_days,
        "position": terms.position,
        "translations": {tag: dict(words) for tag, words in terms.translations.items()},
    }
