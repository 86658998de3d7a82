"""Making listings from the rows of truth: many products in a few statements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, cast

import orjson
from django.conf import settings
from django.db import transaction

from tradewind.domains.catalogue.queries import category_tree
from tradewind.domains.discovery.events import ListingChanged
from tradewind.domains.discovery.operations import truth
from tradewind.domains.discovery.operations.truth import POPULAR_DAYS, ProductRow, Truth
from tradewind.domains.discovery.rules.cards import Exchange, Tile, TileCategory, TilePicture
from tradewind.domains.discovery.rules.offers import Offers, offers
from tradewind.domains.discovery.statements import rows
from tradewind.domains.engagement.rules.score import average
from tradewind.domains.pricing.queries import rates_on
from tradewind.kernel import clock, ids
from tradewind.platform.events import publish_all

BATCH = 1_000
Progress = Callable[[int, int], None]
"""Called with how many products are done, of how many."""

# Two writers at once could each write what they read before the other: one at a time.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('discovery.listings'))"
_COLUMNS = (
    "store_id bigint, tile jsonb, categories bigint[], tags varchar[], currency varchar,"
    " price_minor bigint, base_minor bigint, is_in_stock boolean, popularity int,"
    " listed_at timestamptz"
)
_NAMES = [column.split()[0] for column in _COLUMNS.split(", ")]
_STORE = f"""
INSERT INTO discovery_listing AS old (product_id, {", ".join(_NAMES)}, refreshed_at)
SELECT product_id, {", ".join(_NAMES)}, %s
FROM jsonb_to_recordset(%s::jsonb) AS new(product_id bigint, {_COLUMNS})
ORDER BY product_id
ON CONFLICT (product_id) DO UPDATE SET
  ({", ".join(_NAMES)}, refreshed_at) = ROW(EXCLUDED.{", EXCLUDED.".join(_NAMES)}, EXCLUDED.refreshed_at)
WHERE (old.{", old.".join(_NAMES)}) IS DISTINCT FROM (EXCLUDED.{", EXCLUDED.".join(_NAMES)})
RETURNING product_id
"""  # noqa: S608
_DROP = "DELETE FROM discovery_listing WHERE product_id = ANY(%s::bigint[]) RETURNING product_id"
_ALL_IDS = "SELECT id FROM catalogue_product ORDER BY id"
_RECOUNT = """
UPDATE discovery_listing SET popularity = COALESCE((
    SELECT sum(l.quantity) FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id
    WHERE l.product_id = discovery_listing.product_id AND o.placed_at > %s
      AND o.stage <> 'cancelled'
), 0)
WHERE product_id IN (
    SELECT l.product_id FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id
    WHERE o.public_id = ANY(%s::uuid[])
)
RETURNING product_id
"""


def refresh_listings(*, product_ids: Collection[int]) -> None:
    """Make the listings of these products (row ids) as their rows say now; safe to repeat.

    Products on sale, in a store that is open, with a price in its currency have one; others lose
    theirs. Tells `ListingChanged` of every product that has or had one, even where nothing a list
    shows is different: its other words may be, and search reads those.
    """
    with transaction.atomic():
        for batch in _batches(sorted(product_ids)):
            _make(batch, tell_all=True)


def rebuild_listings(*, progress: Progress = lambda done, total: None) -> int:
    """Make every listing anew, a thousand products a transaction. Returns how many there are.

    Tells `ListingChanged` only of those that were not as they should have been.
    """
    product_ids = [row[0] for row in rows(_ALL_IDS)]
    done = listed = 0
    for batch in _batches(product_ids):
        with transaction.atomic():
            listed += _make(batch, tell_all=False)
        done += len(batch)
        progress(done, len(product_ids))
    return listed


def recount_popularity(*, order_ids: Iterable[str]) -> None:
    """Count anew what was sold of the goods in these orders (public ids); safe to repeat."""
    orders = [ids.decode("ord", order_id) for order_id in order_ids]
    with transaction.atomic():
        rows(_ONE_AT_A_TIME)
        rows(_RECOUNT, [clock.now() - timedelta(days=POPULAR_DAYS), orders])


def _make(product_ids: Sequence[int], *, tell_all: bool) -> int:
    rows(_ONE_AT_A_TIME)
    found = truth.read(product_ids, now=clock.now())
    made = _rows(found)
    listed = {row["product_id"] for row in made}
    changed = _write(made)
    dropped = _drop(set(product_ids) - listed)
    _tell(found, dropped | (listed if tell_all else changed))
    return len(listed)


def _batches(product_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(product_ids), BATCH):
        yield product_ids[start : start + BATCH]


def _rows(found: Truth) -> list[dict[str, Any]]:
    exchange = Exchange(settings.CURRENCIES[0], rates_on(day=clock.now().date()))
    listed = []
    for product in found.products:
        told = offers(found.prices.get(product.product_id, ()), own=product.currency)
        if product.is_on_sale and told is not None:
            listed.append(_row(product, told, found, exchange))
    return listed


def _row(product: ProductRow, told: Offers, found: Truth, exchange: Exchange) -> dict[str, Any]:
    variants = found.variants[product.product_id]
    is_in_stock = any(variant.is_in_stock for variant in variants)
    crumbs = category_tree().breadcrumbs(product.category_id)
    only = ids.encode("var", variants[0].public_id) if len(variants) == 1 else None
    in_base = exchange.told(told.prices[told.own], told.own)
    tile: Tile = {
        "id": ids.encode("prd", product.public_id),
        "slug": product.slug,
        "title": product.title,
        "titles": _said(product.translations, "title"),
        "brand": product.brand,
        "store": {
            "id": ids.encode("str", product.store_public_id),
            "slug": product.store_slug,
            "name": product.store_name,
        },
        "category": _category(crumbs[-1]) if crumbs else None,
        "picture": _picture(product),
        "currency": told.own,
        "prices": told.prices,
        "in_stock": is_in_stock,
        "variant": only,
    }
    if told.rest:
        tile["rest"] = told.rest
    stars = average([times or 0 for times in product.stars])
    if stars is not None:
        tile["stars"], tile["reviews"] = str(stars), sum(times or 0 for times in product.stars)
    return {
        "product_id": product.product_id,
        "store_id": product.store_id,
        "tile": tile,
        "categories": [crumb.category_id for crumb in crumbs],
        "tags": product.tags,
        "currency": told.own,
        "price_minor": told.lowest,
        # Without a rate there is nothing better to sort by.
        "base_minor": told.lowest if in_base is None else in_base[0],
        "is_in_stock": is_in_stock,
        "popularity": found.sold.get(product.product_id, 0),
        "listed_at": product.created_at,
    }


def _category(node: Any) -> TileCategory:
    titles = {
        language: told["title"] for language, told in node.translations.items() if told.get("title")
    }
    return {"slug": node.slug, "title": node.words["title"], "titles": titles}


def _picture(product: ProductRow) -> TilePicture | None:
    if not product.file:
        return None
    return {
        "file": product.file,
        "renditions": orjson.loads(product.renditions or "{}"),
        "alt": product.alt or "",
        "alts": orjson.loads(product.alt_translations or "{}"),
    }


def _said(translations: str, field: str) -> dict[str, str]:
    told = cast("dict[str, dict[str, str]]", orjson.loads(translations))
    return {language: words[field] for language, words in told.items() if words.get(field)}


def _write(made: list[dict[str, Any]]) -> set[int]:
    if not made:
        return set()
    return {row[0] for row in rows(_STORE, [clock.now(), orjson.dumps(made).decode()])}


def _drop(product_ids: Collection[int]) -> set[int]:
    return {row[0] for row in rows(_DROP, [list(product_ids)])} if product_ids else set()


def _tell(found: Truth, product_ids: Collection[int]) -> None:
    publish_all(
        [
            ListingChanged(product_id=ids.encode("prd", product.public_id))
            for product in found.products
            if product.product_id in product_ids
        ]
    )
