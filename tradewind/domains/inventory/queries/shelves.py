"""A store's stock as its staff walk along it: a list of shelves, and all about one article."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.inventory.models import StockLevel
from tradewind.domains.inventory.queries.levels import (
    LevelRow,
    MovementRow,
    level_rows,
    low_shelves,
    movements,
)
from tradewind.domains.stores.models import Location
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfFilter:
    """What a list is narrowed to: shelves that run low, a location's public id, a text in the
    product's title, SKU or GTIN."""

    only_low: bool = False
    location: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A location, and what lies of an article there; a place it never lay at has no level."""

    location_id: int
    public_id: str
    name: str
    on_hand: int
    reserved: int
    low_at: int | None

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsStock:
    """An article: how much lies at each place in use, in the order of picking; its last moves."""

    variant_id: int
    public_id: str
    sku: str
    choices: Sequence[str]
    product_public_id: str
    product_title: str
    places: Sequence[Place]
    moves: Sequence[MovementRow]


def list_shelves(
    *, store_id: int, narrow: ShelfFilter, cursor: str = "", limit: int = 50
) -> Page[LevelRow]:
    """The store's shelves, the emptiest first. One statement. Raises `InvalidInput`."""
    rows = low_shelves(store_id) if narrow.only_low else StockLevel.objects.for_store(store_id)
    rows = rows.filter(location__archived_at=None, variant__archived_at=None)
    if narrow.location:
        rows = rows.filter(location__public_id=narrow.location)
    if narrow.text:
        rows = rows.filter(
            Q(variant__product__title__icontains=narrow.text)
            | Q(variant__sku__istartswith=narrow.text)
            | Q(variant__gtin=narrow.text)
        )
    rows = rows.annotate(free=F("on_hand") - F("reserved"))
    if cursor:
        free, pk = decode_cursor(cursor, 2)
        if not (isinstance(free, int) and isinstance(pk, int)):
            raise InvalidInput({"cursor": "invalid"})
        rows = rows.filter(Q(free__gt=free) | Q(free=free, pk__gt=pk))
    ordered = rows.order_by("free", "pk")[: limit + 1]
    found = list(ordered.select_related("variant__product", "location"))
    shown = level_rows(found[:limit])
    if len(found) <= limit:
        return Page(shown, None)
    last = found[limit - 1]
    return Page(shown, encode_cursor(last.on_hand - last.reserved, last.pk))


def goods_stock(*, store_id: int, variant_id: str) -> GoodsStock:
    """All about the article with that public id: four statements. Raises `NotFound`."""
    variant = (
        Variant.objects.for_store(store_id)
        .select_related("product")
        .filter(public_id=variant_id)
        .first()
    )
    if variant is None:
        raise NotFound(id=variant_id)
    lying = {
        level.location_id: level
        for level in StockLevel.objects.for_store(store_id).filter(variant=variant)
    }
    places = Location.objects.for_store(store_id).filter(archived_at=None)
    return GoodsStock(
        variant_id=variant.pk,
        public_id=str(variant.public_id),
        sku=variant.sku,
        choices=list(variant.choices),
        product_public_id=str(variant.product.public_id),
        product_title=variant.product.title,
        places=[_place(place, lying.get(place.pk)) for place in places],
        moves=movements(store_id=store_id, variant_id=variant.pk),
    )


def find_by_codes(*, store_id: int, codes: Collection[str]) -> dict[str, int]:
    """Row ids of articles by their SKU or GTIN; codes that name none are left out. One statement."""
    wanted = set(codes)
    rows = Variant.objects.for_store(store_id).filter(
        Q(sku__in=wanted) | Q(gtin__in=wanted), archived_at=None
    )
    named = list(rows.values_list("pk", "sku", "gtin"))
    by_gtin = {gtin: pk for pk, _sku, gtin in named if gtin in wanted}
    # An SKU is the store's own word and wins over a bar code that reads the same.
    return by_gtin | {sku: pk for pk, sku, _gtin in named if sku in wanted}


def _place(place: Location, level: StockLevel | None) -> Place:
    return Place(
        location_id=place.pk,
        public_id=str(place.public_id),
        name=place.name,
        on_hand=level.on_hand if level else 0,
        reserved=level.reserved if level else 0,
        low_at=level.low_at if level else None,
    )
