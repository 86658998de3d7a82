"""Goods that stand in the lists, and the machinery that puts them there, run by hand."""

from __future__ import annotations

from typing import Any

from tests.domains.factories.catalogue import make_product, variants_of
from tests.domains.factories.inventory import make_stock
from tests.domains.factories.pricing import make_price
from tradewind.config.wiring import SUBSCRIPTIONS
from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.queries.attributes import forget_attributes
from tradewind.domains.catalogue.queries.tree import forget_tree
from tradewind.domains.discovery.indexing.following import Step, step
from tradewind.domains.discovery.operations import refresh_listings
from tradewind.domains.discovery.queries.popular import forget_popular_queries
from tradewind.domains.pricing.queries import forget_rates
from tradewind.platform.events import cursors
from tradewind.platform.events.consumer import Pass, consume
from tradewind.platform.events.sequencer import number_committed

LISTINGS = next(found for found in SUBSCRIPTIONS if found.name == "discovery.listings")


def make_listed(
    *, title: str = "", price: str = "10.00", on_hand: int = 10, **columns: Any
) -> Product:
    """A product on sale with a price and stock, and its listing."""
    product = make_for_sale(title=title, price=price, on_hand=on_hand, **columns)
    refresh_listings(product_ids=[product.pk])
    return product


def make_for_sale(
    *, title: str = "", price: str = "10.00", on_hand: int = 10, **columns: Any
) -> Product:
    """The same, not listed yet. With several variants each costs one unit more than the last."""
    product = make_product(title=title, **columns)
    for place, variant in enumerate(variants_of(product)):
        whole, _, cents = price.partition(".")
        amount = f"{int(whole) + place}.{cents}" if cents else str(int(whole) + place)
        make_price(variant=variant, amount=amount, currency=product.store.currency)
        if on_hand:
            make_stock(variant=variant, on_hand=on_hand)
    return product


def deliver() -> None:
    """Number what was published and take it into the listings, until there is nothing left."""
    cursors.ensure([LISTINGS])
    while number_committed():
        while consume(LISTINGS) is Pass.MOVED:
            pass


def index_now() -> list[Step]:
    """Bring listings and index up to date; what the follower did."""
    deliver()
    done = []
    while (last := step()) is not Step.IDLE:
        done.append(last)
    return done


def forget_everything() -> None:
    """Drop what the process remembers of another test's rows."""
    for forget in (forget_tree, forget_attributes, forget_popular_queries, forget_rates):
        forget()
