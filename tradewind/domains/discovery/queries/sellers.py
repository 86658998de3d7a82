"""Who else sells the very same thing, by its GTIN, and what it costs to have it brought."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from tradewind.domains.catalogue.models import Variant
from tradewind.domains.catalogue.rules.gtins import same_gtins
from tradewind.domains.discovery.statements import rows
from tradewind.domains.inventory.queries import PIECES
from tradewind.domains.pricing.queries import PRICE, shown_price
from tradewind.domains.pricing.rules import RateMissing, ShownPrice
from tradewind.domains.shipping.queries import Parcel, options
from tradewind.domains.shipping.rules import DeliveryOption
from tradewind.kernel import ids
from tradewind.kernel.errors import NotFound
from tradewind.kernel.money import Money
from tradewind.kernel.place import Place

_MOST = 50
_OFFERS = f"""
SELECT variant.public_id, variant.weight_g, {PRICE}::text, {PIECES}, p.public_id, p.slug,
       s.id, s.public_id, s.slug, s.name
FROM catalogue_variant variant
JOIN catalogue_product p ON p.id = variant.product_id
JOIN stores_store s ON s.id = p.store_id
WHERE variant.gtin = ANY(%(gtins)s::varchar[]) AND variant.archived_at IS NULL
  AND p.status = 'active' AND p.archived_at IS NULL AND s.status = 'open'
  AND p.public_id <> %(product)s::uuid
ORDER BY variant.id LIMIT {_MOST}
"""  # noqa: S608
_WHY = "whoever sells the same thing is asked for by its GTIN"


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerOffer:
    """The same thing from another store: in stock and brought to the place asked about.

    `to_the_door` is price and delivery together, before tax. Ids are public.
    """

    store_id: str
    store_slug: str
    store_name: str
    product_id: str
    product_slug: str
    variant_id: str
    price: Money
    is_converted: bool
    delivery: Money
    to_the_door: Money
    arrives_from: date
    arrives_until: date


def other_sellers(
    *, product_id: str, gtins: Collection[str], currency: str, place: Place, now: datetime
) -> list[SellerOffer]:
    """Offers of the things with these GTINs but for that product's, the cheapest to the door first.

    One statement, none without a GTIN, and one more for ways of delivery nobody asked about lately.
    What is sold out, has no price or is not delivered to `place` is left out.
    """
    wanted = {same for gtin in gtins for same in same_gtins(gtin)}
    if not wanted:
        return []
    values = {
        "gtins": sorted(wanted),
        "product": ids.decode("prd", product_id),
        "currency": currency,
        "now": now,
    }
    found = []
    for variant, weight_g, row, pieces, product, slug, store, *told in rows(_OFFERS, values):
        price = shown_price(row=orjson.loads(row or "null"), currency=currency, now=now)
        if price is None or pieces < 1:
            continue
        delivery = _delivery(store, weight_g, price, place, currency, now)
        if delivery is not None:
            found.append(_offer(variant, product, slug, told, price, delivery))
    return sorted(found, key=lambda offer: (offer.to_the_door.minor, offer.arrives_until))


def gtins_of(*, product_id: str) -> list[str]:
    """The GTINs of a product's variants. Raises `NotFound` for what is not on sale."""
    ids.decode("prd", product_id)
    variants = Variant.objects.across_stores(_WHY).filter(
        product__public_id=product_id, product__status="active", archived_at=None
    )
    found = list(variants.values_list("gtin", flat=True))
    if not found:
        raise NotFound(id=product_id)
    return [gtin for gtin in found if gtin]


def _delivery(
    store_id: int, weight_g: int, price: ShownPrice, place: Place, currency: str, now: datetime
) -> DeliveryOption | None:
    parcel = Parcel(store_id=store_id, goods=price.amount, weight_g=weight_g)
    try:
        offered = options(parcels=[parcel], place=place, currency=currency, now=now)[store_id]
    except RateMissing:
        return None
    return offered[0] if offered else None


def _offer(
    variant: UUID,
    product: UUID,
    slug: str,
    store: Sequence[Any],
    price: ShownPrice,
    delivery: DeliveryOption,
) -> SellerOffer:
    public_id, store_slug, name = store
    return SellerOffer(
        store_id=ids.encode("str", public_id),
        store_slug=store_slug,
        store_name=name,
        product_id=ids.encode("prd", product),
        product_slug=slug,
        variant_id=ids.encode("var", variant),
        price=price.amount,
        is_converted=price.converted,
        delivery=delivery.price,
        to_the_door=price.amount + delivery.price,
        arrives_from=delivery.arrives_from,
        arrives_until=delivery.arrives_until,
    )
