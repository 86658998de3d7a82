"""The stores: who they are, where their goods lie, where and how they deliver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction

from tradewind.domains.identity.models import Person
from tradewind.domains.shipping.operations import Terms, create_method, create_zone
from tradewind.domains.stores.models import Store as StoreRow
from tradewind.domains.stores.operations import (
    StoreFacts,
    add_location,
    add_market,
    change_location,
    open_store,
)
from tradewind.domains.stores.queries import list_locations
from tradewind.flows.furnish.mall.shapes import Location, Mall, Method, Store, Zone, translations
from tradewind.flows.furnish.pictures import draw_mark
from tradewind.flows.furnish.writing.keeping import keep
from tradewind.flows.furnish.writing.people import People

Stores = Mapping[str, StoreRow]
"""By slug, in the mall's order."""

# Countries whose prices already hold the tax.
_GROSS = frozenset({"FR"})
# What a store speaks and counts in where it sells; elsewhere its own.
_MARKETS = {"CA": ("CAD", "en"), "US": ("USD", "en"), "FR": ("EUR", "fr")}


def write_sellers(mall: Mall, *, people: People) -> Stores:
    """Open the stores that are missing, each by one transaction with all that belongs to it."""
    opened = {row.slug: row for row in StoreRow.objects.all()}
    owners = {person.store: people[person.email] for person in mall.people if person.store}
    return {
        store.slug: opened.get(store.slug) or _open(store, owners[store.slug])
        for store in mall.stores
    }


def _open(store: Store, owner: Person) -> StoreRow:
    with transaction.atomic():
        row = open_store(
            slug=store.slug,
            name=store.name,
            country=store.country,
            region=store.region,
            currency=store.currency,
            owner_id=owner.pk,
            prices_include_tax=store.country in _GROSS,
            location=store.locations[0].name.en,
            facts=StoreFacts(
                tagline=store.tagline.en,
                story=store.story.en,
                email=store.email,
                language=store.language,
                time_zone=store.time_zone,
                palette=asdict(store.palette),
                mark=keep(draw_mark(mark=store.mark, palette=store.palette), folder="marks"),
                translations=translations(tagline=store.tagline, story=store.story),
            ),
        )
        _write_locations(row, store, owner)
        for country, (currency, language) in _MARKETS.items():
            home = country == store.country
            add_market(
                store_id=row.pk,
                country=country,
                currency=currency,
                language=store.language if home else language,
                actor=owner.public_id,
            )
        for zone in store.zones:
            _write_zone(row, zone)
    return row


def _write_locations(row: StoreRow, store: Store, owner: Person) -> None:
    (first,) = list_locations(store_id=row.pk)
    change_location(
        store_id=row.pk,
        location_id=first.public_id,
        actor=owner.public_id,
        address=_address(store.locations[0]),
    )
    for place, location in enumerate(store.locations[1:], start=1):
        add_location(
            store_id=row.pk,
            name=location.name.en,
            country=location.country,
            region=location.region,
            address=_address(location),
            position=place,
            actor=owner.public_id,
        )


def _address(location: Location) -> dict[str, str]:
    return {
        "street_address": location.address_line,
        "city": location.city,
        "country_area": location.region,
        "postal_code": location.postal_code,
    }


def _write_zone(row: StoreRow, zone: Zone) -> None:
    made = create_zone(store_id=row.pk, name=zone.name.en, places=zone.countries)
    for place, method in enumerate(zone.methods):
        create_method(store_id=row.pk, zone_id=made.pk, terms=_terms(method, place))


def _terms(method: Method, place: int) -> Terms:
    return Terms(
        name=method.name.en,
        price=method.price,
        free_from=method.free_from,
        min_days=method.days[0],
        max_days=method.days[1],
        position=place,
        translations=translations(name=method.name),
    )
