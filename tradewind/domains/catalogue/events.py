"""What the catalogue tells the rest. Public ids."""

from __future__ import annotations

from dataclasses import dataclass

from tradewind.platform.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductChanged(Event):
    """Something a shopper could see of a product is different: words, variants, pictures, status.

    Told once a product and operation, also with each of the events below: whoever mirrors the
    catalogue needs no other.
    """

    name = "catalogue.product_changed"
    aggregate = "product_id"

    product_id: str
    store_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductPublished(Event):
    """A product can be bought from now on."""

    name = "catalogue.product_published"
    aggregate = "product_id"

    product_id: str
    store_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductDiscontinued(Event):
    """A product is sold no longer; its page stays."""

    name = "catalogue.product_discontinued"
    aggregate = "product_id"

    product_id: str
    store_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductArchived(Event):
    """A product was put away; only its store and former orders still know it."""

    name = "catalogue.product_archived"
    aggregate = "product_id"

    product_id: str
    store_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductInspected(Event):
    """The mall looked at a product: `verdict` is approved or refused."""

    name = "catalogue.product_inspected"
    aggregate = "product_id"

    product_id: str
    store_id: str
    inspection: int
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryChanged(Event):
    """A category is new, called otherwise, hangs elsewhere or was put away."""

    name = "catalogue.category_changed"
    aggregate = "category_id"

    category_id: str
