"""From a discovery card to the tile that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import pgettext

from tradewind.domains.availability.queries import barred_products
from tradewind.domains.discovery.rules.cards import ListingCard
from tradewind.domains.pricing.rules import Display
from tradewind.domains.shipping.queries import soonest
from tradewind.domains.stores.queries import row_ids
from tradewind.kernel import clock
from tradewind.kernel.place import Place
from tradewind.platform.files.storages import public_url
from tradewind.platform.i18n.languages import country_name
from tradewind.storefront.addresses import compare_url, product_url
from tradewind.storefront.shopper import Shopper
from tradewind.ui.people import tint
from tradewind.ui.tiles import Badge, Tile

_FIRST_ROW = 4


def tiles(
    cards: Sequence[ListingCard],
    shopper: Shopper,
    *,
    is_first: bool = False,
    compares: bool = False,
    hearts: bool = True,
) -> list[Tile]:
    """Tiles in the order of `cards`; the pictures of a page's first row load at once.

    They tell when goods would be with the shopper, from what the process keeps of each seller's
    ways to deliver and rules (a statement only for what nobody asked about lately), and about how
    much a price is in the money she thinks in. With `hearts` they mark what she likes: a liked tile
    is another value than one that is not, so what is kept of drawn tiles stays right for everybody.
    """
    place = shopper.place
    liked = shopper.likes.products if hearts else ()
    arrivals = _arrivals(cards, place)
    barred = barred_products(
        products=[(card.product_id, card.store_id, card.category_slug) for card in cards],
        place=place,
    )
    name = country_name(place.country)
    return [
        tile(
            card,
            loading=_loading(index, is_first),
            arrives_on=arrivals.get(card.store_id),
            compare_url=compare_url(card.product_id) if compares else "",
            is_liked=card.product_id in liked,
            not_to=name if card.store_id not in arrivals or card.product_id in barred else "",
            display=shopper.display,
        )
        for index, card in enumerate(cards)
    ]


def _loading(index: int, is_first: bool) -> str:
    return "eager" if is_first and index < _FIRST_ROW else "lazy"


def _arrivals(cards: Sequence[ListingCard], place: Place) -> dict[str, date]:
    rows = row_ids(public_ids={card.store_id for card in cards})
    days = soonest(store_ids=rows.values(), place=place, now=clock.now())
    return {store_id: days[row] for store_id, row in rows.items() if row in days}


def tile(
    card: ListingCard,
    *,
    loading: str = "lazy",
    arrives_on: date | None = None,
    compare_url: str = "",
    not_to: str = "",
    is_liked: bool = False,
    display: Display | None = None,
) -> Tile:
    """One product as lists show it."""
    return Tile(
        url=product_url(card.store_slug, card.slug),
        title=card.title,
        price=card.price,
        was=card.was,
        about=display.about(card.price) if display else None,
        has_range=card.has_range,
        seller=card.store_name,
        brand=card.brand,
        category=card.category_title,
        picture_url=public_url(card.picture) if card.picture else "",
        picture_srcset=", ".join(
            f"{public_url(name)} {width}w" for width, name in card.renditions.items()
        ),
        tint=tint(card.brand or card.store_name),
        is_out=not card.is_in_stock,
        arrives_on=arrives_on,
        not_to=not_to,
        badges=(Badge(pgettext("badge", "Sale"), "accent"),) if card.was else (),
        loading=loading,
        stars=card.stars,
        reviews=card.reviews,
        like_id=card.product_id,
        is_liked=is_liked,
        compare_url=compare_url,
    )
