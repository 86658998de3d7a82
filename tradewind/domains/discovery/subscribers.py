"""What makes listings change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeGuard

from tradewind.domains.catalogue.events import CategoryChanged, ProductChanged
from tradewind.domains.catalogue.queries.tree import category_tree, forget_tree
from tradewind.domains.discovery import operations
from tradewind.domains.discovery.statements import rows
from tradewind.domains.engagement.events import ScoreChanged
from tradewind.domains.inventory.events import StockChanged
from tradewind.domains.orders.events import OrderPlaced, PurchasePlaced
from tradewind.domains.pricing.events import PriceChanged
from tradewind.domains.stores.events import StoreChanged, StoreOpened
from tradewind.kernel import ids
from tradewind.platform.events import Envelope, Event

_SHOWN_OF_STORES = frozenset(("name", "slug", "status", "currency"))

EVENTS: tuple[type[Event], ...] = (
    CategoryChanged,
    ProductChanged,
    PriceChanged,
    StockChanged,
    StoreOpened,
    StoreChanged,
    OrderPlaced,
    ScoreChanged,
)
_PRODUCTS = "SELECT id FROM catalogue_product WHERE public_id = ANY(%s::uuid[])"
_OF_STORES = """
SELECT p.id FROM catalogue_product p JOIN stores_store s ON s.id = p.store_id
WHERE s.public_id = ANY(%s::uuid[])
"""
_OF_CATEGORIES = "SELECT id FROM catalogue_product WHERE category_id = ANY(%s::bigint[])"


def on_shop_changed(envelopes: list[Envelope]) -> None:
    """Refresh every product a batch of events is about, each once."""
    events = [envelope.event for envelope in envelopes]
    products = {
        event.product_id
        for event in events
        if isinstance(event, ProductChanged | PriceChanged | StockChanged | ScoreChanged)
    }
    product_ids = set(_fetch(_PRODUCTS, [ids.decode("prd", text) for text in products]))
    stores = {event.store_id for event in events if _changes_lists(event)}
    product_ids.update(_fetch(_OF_STORES, [ids.decode("str", text) for text in stores]))
    categories = {event.category_id for event in events if isinstance(event, CategoryChanged)}
    if categories:
        product_ids.update(_products_of(categories))
    operations.refresh_listings(product_ids=product_ids)
    orders = [event.order_id for event in events if isinstance(event, OrderPlaced)]
    if orders:
        operations.recount_popularity(order_ids=orders)


def on_purchases(envelopes: list[Envelope]) -> None:
    """Learn which goods were bought together."""
    events = [envelope.event for envelope in envelopes]
    operations.learn_purchases(
        purchase_ids=[event.purchase_id for event in events if isinstance(event, PurchasePlaced)]
    )


def _changes_lists(event: Event) -> TypeGuard[StoreChanged | StoreOpened]:
    if isinstance(event, StoreChanged):
        return not _SHOWN_OF_STORES.isdisjoint(event.fields)
    return isinstance(event, StoreOpened)


def _products_of(categories: Iterable[str]) -> set[int]:
    """Products in these categories or below them, as the tree was and as it is."""
    wanted = set(categories)
    found: set[int] = set()
    for _ in range(2):
        for node in category_tree().by_id.values():
            if node.public_id in wanted:
                found.update(below.category_id for below in node.walk())
        # Another process changed it, so this one's copy is the former tree.
        forget_tree()
    return set(_fetch(_OF_CATEGORIES, list(found)))


def _fetch(statement: str, values: list[object]) -> list[int]:
    return [row[0] for row in rows(statement, [values])] if values else []
