"""Sellers and where their goods lie."""

from __future__ import annotations

from typing import Any

from tests.domains.factories.numbers import fresh_number
from tradewind.domains.stores.models import Location, StaffMember, Store


def make_store(
    *,
    country: str = "CA",
    region: str = "ON",
    currency: str = "CAD",
    prices_include_tax: bool = False,
    **columns: Any,
) -> Store:
    """An open store, Canadian unless told otherwise, with one location to ship from."""
    number = fresh_number()
    columns = {"slug": f"store-{number}", "name": f"Store {number}"} | columns
    store = Store.objects.create(
        country=country,
        region=region,
        currency=currency,
        prices_include_tax=prices_include_tax,
        **columns,
    )
    make_location(store=store)
    return store


def make_location(*, store: Store, position: int = 0, **columns: Any) -> Location:
    """One more place where the store keeps goods."""
    columns = {"name": f"Location {fresh_number()}"} | columns
    return Location.objects.create(
        store=store, country=store.country, region=store.region, position=position, **columns
    )


def first_location(store: Store) -> Location:
    """The location picking starts from."""
    location = Location.objects.for_store(store.pk).order_by("position", "id").first()
    assert location is not None
    return location


def make_staff(*, store: Store, person: Any, role: str = "owner") -> StaffMember:
    """Let a person work in a store."""
    return StaffMember.objects.create(store=store, person=person, role=role)
