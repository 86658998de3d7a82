"""A seller as cards and rows show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from tradewind.domains.catalogue.queries import SellerFacts
from tradewind.domains.stores.models import Store
from tradewind.platform.files.storages import public_url


@dataclass(frozen=True, slots=True)
class Seller:
    """Name, one line about them, and where they are found."""

    name: str
    tagline: str
    url: str
    mark_url: str


def seller(store: Store, language: str) -> Seller:
    """That store in `language`."""
    return Seller(
        name=store.name,
        tagline=store.text("tagline", language),
        url=reverse("storefront:store", args=[store.slug]),
        mark_url=public_url(store.mark) if store.mark else "",
    )


def seller_of(store: SellerFacts) -> Seller:
    """The seller of a product."""
    return Seller(
        name=store.name,
        tagline=store.tagline,
        url=reverse("storefront:store", args=[store.slug]),
        mark_url=public_url(store.mark) if store.mark else "",
    )
