"""Made-up products, ten thousand or far more, written in bulk through the domains' own tables."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random

from django.core.management import call_command
from django.db import connection

from bench.shop import Filled
from tradewind.config.wiring import SUBSCRIPTIONS
from tradewind.domains.catalogue.models import Attribute, Category, Product, Variant
from tradewind.domains.discovery.indexing import reindex, root
from tradewind.domains.discovery.operations import rebuild_listings
from tradewind.domains.inventory import operations as inventory
from tradewind.domains.pricing import operations as pricing
from tradewind.domains.pricing.rules import DayRate, NewPrice
from tradewind.domains.shipping import operations as shipping
from tradewind.domains.shipping.operations import Terms
from tradewind.domains.stores.models import Location, Store
from tradewind.kernel.money import Money
from tradewind.platform.events import cursors, reading
from tradewind.platform.events.sequencer import number_committed

_NUMBERED = 50_000
_BRANDS = ("Northlight", "Halyard", "Quay", "Marram", "Tern")


def fill(
    *,
    count: int,
    stores: int,
    variants: int,
    nouns: Sequence[str],
    kinds: Sequence[str],
    chance: Random,
) -> Filled:
    """Migrate, then make `count` products of `variants` each over `stores` sellers, all in stock
    and indexed. What that published counts as heard: the mall is at rest."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    moments = [time.perf_counter()]
    categories = [Category.objects.create(slug=n.lower(), title=f"{n}s") for n in nouns]
    Attribute.objects.create(code="material", kind=Attribute.Kind.TEXT, label="Material")
    for number in range(stores):
        store = _store(number)
        products = Product.objects.bulk_create(
            _product(store, place, variants, nouns, kinds, categories, chance)
            for place in range(number, count, stores)
        )
        _put_on_sale(store, products, variants, chance)
    pricing.record_rates(rows=_rates(), source="bench")
    moments.append(time.perf_counter())
    rebuild_listings()
    moments.append(time.perf_counter())
    while number_committed(limit=_NUMBERED):
        pass
    cursors.ensure(SUBSCRIPTIONS)
    cursors.move_all([each.name for each in SUBSCRIPTIONS], reading.head())
    reindex()
    moments.append(time.perf_counter())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum has done in a mall that ran for a while
    goods, listing, indexing = (later - one for one, later in pairwise(moments))
    return Filled(goods, listing, indexing, _bytes_of(root().path))


def _bytes_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _store(number: int) -> Store:
    store = Store.objects.create(
        slug=f"seller-{number}", name=f"Seller {number}", country="CA", region="ON", currency="CAD"
    )
    Location.objects.create(store=store, name="Main", country="CA", region="ON")
    zone = shipping.create_zone(store_id=store.pk, name="Everywhere", places=["*"])
    for name, minor, days in (("Post", 900, (3, 5)), ("Express", 1900, (1, 2))):
        shipping.create_method(
            store_id=store.pk,
            zone_id=zone.pk,
            terms=Terms(name=name, price=Money(minor, "CAD"), min_days=days[0], max_days=days[1]),
        )
    return store


def _product(
    store: Store,
    place: int,
    variants: int,
    nouns: Sequence[str],
    kinds: Sequence[str],
    categories: Sequence[Category],
    chance: Random,
) -> Product:
    noun, kind = place % len(nouns), chance.choice(kinds)
    title = f"{kind} {nouns[noun]} {place}"
    return Product(
        store=store,
        slug=f"{kind}-{nouns[noun]}-{place}".lower(),
        title=title,
        description=f"{title}. Made by hand in small numbers, with {kind.lower()} from nearby.",
        brand=chance.choice(_BRANDS),
        category=categories[noun],
        tags=["new"] if place % 9 == 0 else [],
        attributes={"material": kind},
        options=[{"name": "Size", "values": _sizes(variants)}] if variants > 1 else [],
        status=Product.Status.ACTIVE,
        translations={"fr": {"title": f"{title} (fr)"}, "ar": {"title": f"{title} (ar)"}},
    )


def _sizes(count: int) -> list[str]:
    return [f"Size {number + 1}" for number in range(count)]


def _put_on_sale(store: Store, products: Sequence[Product], each: int, chance: Random) -> None:
    sizes = _sizes(each)
    variants = Variant.objects.bulk_create(
        Variant(
            store=store,
            product=product,
            sku=f"S{product.pk}-{place}",
            choices=[size] if each > 1 else [],
            position=place,
            weight_g=400,
        )
        for product in products
        for place, size in enumerate(sizes)
    )
    pricing.set_prices(
        store_id=store.pk,
        prices=[
            NewPrice(variant_id=variant.pk, amount=Money(chance.randint(500, 20_000), "CAD"))
            for variant in variants
        ],
    )
    location = Location.objects.for_store(store.pk).get()
    inventory.receive(
        store_id=store.pk,
        location_id=location.pk,
        pieces={variant.pk: 1_000_000 for variant in variants},
    )


def _rates() -> list[DayRate]:
    worth = {"USD": "0.71", "EUR": "0.66", "KRW": "985", "VND": "18600", "MNT": "2450"}
    return [
        DayRate(base="CAD", quote=quote, on=date(2026, 1, 1), rate=Decimal(rate))
        for quote, rate in worth.items()
    ]
