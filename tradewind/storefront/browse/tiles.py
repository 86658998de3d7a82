"""From a discovery card to the tile that shows it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tradewind.domains.discovery.rules.cards import ListingCard
from tradewind.platform.files.storages import public_url
from tradewind.storefront.addresses import product_url
from tradewind.ui.people import tint
from tradewind.ui.tiles import Badge, Tile

_FIRST_ROW = 4


def tiles(cards: Iterable[ListingCard], *, is_first: bool = False) -> list[Tile]:
    """Tiles in the order of `cards`; the pictures of a page's first row load at once."""
    return [
        tile(card, loading="eager" if is_first and index < _FIRST_ROW else "lazy")
        for index, card in enumerate(cards)
    ]


def tile(card: ListingCard, *, loading: str = "lazy") -> Tile:
    """One product as lists show it."""
    return Tile(
        url=product_url(card.store_slug, card.slug),
        title=card.title,
        price=card.price,
        was=card.was,
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
        badges=(Badge(_("Sale"), "accent"),) if card.was else (),
        loading=loading,
    )
