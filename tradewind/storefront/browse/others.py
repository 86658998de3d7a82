"""The same thing from other sellers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tradewind.domains.catalogue.queries import ProductFacts
from tradewind.domains.discovery.queries.sellers import other_sellers
from tradewind.kernel import clock
from tradewind.kernel.money import Money
from tradewind.storefront.addresses import product_url
from tradewind.storefront.shopper import Shopper


@dataclass(frozen=True, slots=True)
class OtherSeller:
    """The same thing elsewhere; `to_the_door` is price and delivery, before tax."""

    seller: str
    url: str
    price: Money
    delivery: Money
    to_the_door: Money
    arrives_from: date
    arrives_until: date


def other_offers(facts: ProductFacts, shopper: Shopper) -> list[OtherSeller]:
    """Who else sells it, the cheapest to the door first; one statement where it has a GTIN."""
    offers = other_sellers(
        product_id=facts.public_id,
        gtins={variant.gtin for variant in facts.variants if variant.gtin},
        currency=shopper.currency,
        place=shopper.place,
        now=clock.now(),
    )
    return [
        OtherSeller(
            seller=offer.store_name,
            url=product_url(offer.store_slug, offer.product_slug),
            price=offer.price,
            delivery=offer.delivery,
            to_the_door=offer.to_the_door,
            arrives_from=offer.arrives_from,
            arrives_until=offer.arrives_until,
        )
        for offer in offers
    ]
