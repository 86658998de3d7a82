"""What others may ask about where things are sold."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tradewind.domains.availability.models import PlaceWatch, SaleRestriction
from tradewind.domains.availability.rules import Kind, Restriction, barred
from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.queries import category_tree
from tradewind.domains.shipping.queries import delivering
from tradewind.domains.stores.queries import row_ids
from tradewind.kernel.errors import NotFound
from tradewind.kernel.place import Place

_KEPT_SECONDS = 30.0

# The restrictions on the row `variant` (of `product`) of whatever statement asks, for `told`.
RESTRICTIONS = """(
SELECT json_agg(json_build_array(ban.kind, ban.places, ban.reason, ban.category_id) ORDER BY ban.id)
FROM availability_salerestriction AS ban
WHERE ban.store_id = variant.store_id
  AND (ban.product_id IS NULL OR ban.product_id = variant.product_id)
  AND (ban.variant_id IS NULL OR ban.variant_id = variant.id))"""


@dataclass(frozen=True, slots=True)
class _Known:
    """All rules of the mall; `named` maps row ids of products a rule names to public ids."""

    by_store: Mapping[int, Sequence[Restriction]]
    named: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Within:
    """What a list that shows only what is delivered to a place is narrowed to: sellers by slug,
    without these products (row ids)."""

    stores: frozenset[str]
    without: frozenset[int]


_kept: tuple[float, _Known] | None = None


def told(*, row: Sequence[Sequence[Any]] | None, category_id: int | None) -> list[Restriction]:
    """What `RESTRICTIONS` found, of it what holds for a product of that category."""
    above = categories_of(category_id)
    return [
        Restriction(kind=Kind(kind), places=places, reason=reason, category_id=category)
        for kind, places, reason, category in row or ()
        if category is None or category in above
    ]


def barring(
    *, store_id: int, product: str, variant_id: int | None, category_id: int | None, place: Place
) -> Restriction | None:
    """The rule that keeps a product (public id), or one variant of it, from being sold to `place`.

    Rules are kept in the process for at most half a minute, never longer than a change made in it.
    """
    known = _known()
    rules = known.by_store.get(store_id, ())
    product_id = known.named.get(product, 0)
    above = categories_of(category_id)
    touching = (
        rule
        for rule in rules
        if rule.touches(product_id=product_id, variant_id=variant_id, categories=above)
    )
    return barred(touching, place)


def barred_products(*, products: Collection[tuple[str, str, str]], place: Place) -> set[str]:
    """Which of these, (product, store, category slug) by public ids, no rule lets go to `place`."""
    known = _known()
    if not known.by_store:
        return set()
    stores = row_ids(public_ids={store for _, store, _ in products})
    tree = category_tree()
    found = set()
    for product, store, slug in products:
        node = tree.by_slug.get(slug)
        touching = (
            rule
            for rule in known.by_store.get(stores.get(store, 0), ())
            if rule.touches(
                product_id=known.named.get(product, 0),
                variant_id=None,
                categories=categories_of(node.category_id if node else None),
            )
        )
        if barred(touching, place):
            found.add(product)
    return found


def deliverable(*, place: Place) -> Within:
    """The sellers that deliver to `place`, and of their products those that may not go there.

    One statement for the products of categories a rule forbids, beside what `delivering` costs.
    """
    sellers = delivering(place=place)
    closed: set[int] = set()
    without: set[int] = set()
    from_categories: list[tuple[int, list[int]]] = []
    tree = category_tree()
    for store_id, rules in _known().by_store.items():
        for rule in rules:
            if not rule.forbids(place) or rule.variant_id is not None:
                continue
            if rule.product_id is not None:
                without.add(rule.product_id)
            elif rule.category_id is None:
                closed.add(store_id)
            elif (node := tree.by_id.get(rule.category_id)) is not None:
                from_categories.append((store_id, [below.category_id for below in node.walk()]))
    for store_id, categories in from_categories:
        without |= _products_in(store_id, categories)
    stores = frozenset(slug for store_id, slug in sellers.items() if store_id not in closed)
    return Within(stores, frozenset(without))


def list_restrictions(*, store_id: int) -> list[SaleRestriction]:
    """The store's rules with what they are about, oldest first."""
    rows = SaleRestriction.objects.for_store(store_id)
    return list(rows.select_related("product", "variant", "category"))


def get_restriction(*, store_id: int, public_id: str) -> SaleRestriction:
    """One rule. Raises `NotFound`, for another store's too."""
    rows = SaleRestriction.objects.for_store(store_id)
    found = (
        rows.select_related("product", "variant", "category").filter(public_id=public_id).first()
    )
    if found is None:
        raise NotFound(id=public_id)
    return found


def count_watches(*, store_id: int) -> dict[str, int]:
    """How many people wait in each country, most first."""
    counted: dict[str, int] = defaultdict(int)
    rows = PlaceWatch.objects.for_store(store_id).filter(told_at=None)
    for country in rows.values_list("country", flat=True):
        counted[country] += 1
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def categories_of(category_id: int | None) -> frozenset[int]:
    """A category and those above it."""
    return frozenset(node.category_id for node in category_tree().breadcrumbs(category_id))


def forget_restrictions() -> None:
    """Read the rules anew at the next question."""
    global _kept
    _kept = None


def _known() -> _Known:
    global _kept
    kept = _kept
    if kept is not None and time.monotonic() - kept[0] < _KEPT_SECONDS:
        return kept[1]
    by_store: dict[int, list[Restriction]] = defaultdict(list)
    named: dict[str, int] = {}
    rows = SaleRestriction.objects.across_stores("lists show goods of every store").order_by("pk")
    for store_id, kind, places, reason, product, public_id, variant, category in rows.values_list(
        "store_id",
        "kind",
        "places",
        "reason",
        "product_id",
        "product__public_id",
        "variant_id",
        "category_id",
    ):
        by_store[store_id].append(
            Restriction(
                kind=Kind(kind),
                places=places,
                reason=reason,
                product_id=product,
                variant_id=variant,
                category_id=category,
            )
        )
        if product is not None:
            named[str(public_id)] = product
    known = _Known(dict(by_store), named)
    _kept = (time.monotonic(), known)
    return known


def _products_in(store_id: int, categories: Sequence[int]) -> set[int]:
    rows = Product.objects.for_store(store_id).filter(category_id__in=categories)
    return set(rows.values_list("pk", flat=True))
