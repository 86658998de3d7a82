"""A product as lists over REST show it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ninja import Field, Schema

from tradewind.api.display import about_json
from tradewind.api.shapes import Amount, amount_or_none
from tradewind.domains.discovery.rules import ListingCard
from tradewind.domains.pricing.rules import Display
from tradewind.platform.files.storages import public_url
from tradewind.platform.http.json import money


class StoreName(Schema):
    id: str
    slug: str
    name: str


class CategoryName(Schema):
    slug: str
    title: str


class CardPicture(Schema):
    """`renditions` maps widths in pixels to addresses."""

    url: str
    alt: str
    renditions: dict[str, str]


class Card(Schema):
    """`compare_at` is the former price; with `has_range` other variants cost more."""

    id: str
    slug: str
    title: str
    brand: str
    store: StoreName
    category: CategoryName | None
    price: Amount
    compare_at: Amount | None
    about: Amount | None = Field(None, description="`price` in the currency asked to show it in")
    has_range: bool
    is_converted: bool = Field(description="The price was told at the day's rate.")
    in_stock: bool
    picture: CardPicture | None
    variant_id: str | None = Field(description="Set when there is nothing to choose.")


# A file's name is made from its content, so its address stays the same too.
url_of = lru_cache(maxsize=50_000)(public_url)


def card_json(card: ListingCard, display: Display | None = None) -> dict[str, Any]:
    """`card` in the shape of `Card`, its price told by `display` too."""
    return {
        "id": card.product_id,
        "slug": card.slug,
        "title": card.title,
        "brand": card.brand,
        "store": {"id": card.store_id, "slug": card.store_slug, "name": card.store_name},
        "category": (
            {"slug": card.category_slug, "title": card.category_title}
            if card.category_slug
            else None
        ),
        "price": money(card.price),
        "compare_at": amount_or_none(card.was),
        "about": about_json(card.price, display),
        "has_range": card.has_range,
        "is_converted": card.is_converted,
        "in_stock": card.is_in_stock,
        "picture": (
            {
                "url": url_of(card.picture),
                "alt": card.picture_alt,
                "renditions": {width: url_of(name) for width, name in card.renditions.items()},
            }
            if card.picture
            else None
        ),
        "variant_id": card.variant_id,
    }
