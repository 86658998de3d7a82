"""What makes listings change."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from tradewind.domains.catalogue.events import CategoryChanged, ProductChanged
from tradewind.domains.catalogue.queries.tree import category_tree, forget_tree
from tradewind.domains.discovery import operations
from tradewind.domains.inventory.events import StockChanged
from tradewind.domains.orders.events import OrderPlaced
from tradewind.domains.pricing.events import PriceChanged
from tradewind.kernel import ids
from tradewind.platform.events import Envelope, Event

EVENTS: tuple[type[Event], ...] = (
    CategoryChanged,
    ProductChanged,
    PriceChanged,
    StockChanged,
    OrderPlaced,
)
_PRODUCTS = "SELECT id FROM catalogue_product WHERE public_id = ANY(%s::uuid[])"
_OF_CATEGORIES = "SELECT id FROM catalogue_product WHERE category_id = ANY(%s::bigint[])"


def on_shop_changed(envelopes: list[Envelope]) -> None:
    """Refresh every product a batch of events is about, each once."""
    events = [envelope.event for envelope in envelopes]
    products = {
        event.product_id
        for event in events
        if isinstance(event, ProductChanged | PriceChanged | StockChanged)
    }
    product_ids = set(_fetch(_PRODUCTS, [ids.decode("prd", text) for text in products]))
    categories = {event.category_id for event in events if isinstance(event, CategoryChanged)}
    if categories:
        product_ids.update(_products_of(categories))
    operations.refresh_listings(product_ids=product_ids)
    orders = [event.order_id for event in events if isinstance(event, OrderPlaced)]
    if orders:
        operations.recount_popularity(order_ids=orders)


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
    if not values:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, [values])
        return [row[0] for row in cursor.fetchall()]
