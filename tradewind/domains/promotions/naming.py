"""Goods by the names people and programs have for them, and back: row ids never leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from tradewind.domains.catalogue.models import Category, Product, Section
from tradewind.domains.promotions.rules import BundlePart, Scope
from tradewind.domains.stores.models import Store
from tradewind.kernel import ids
from tradewind.kernel.errors import InvalidInput, NotFound

_MOST = 1_000


@dataclass(frozen=True, slots=True)
class NamedScope:
    """A `Scope` by public ids; sections by slug. Products may also be given by slug or SKU."""

    stores: Sequence[str] = ()
    sections: Sequence[str] = ()
    categories: Sequence[str] = ()
    products: Sequence[str] = ()
    tags: Sequence[str] = ()
    not_products: Sequence[str] = ()
    not_tags: Sequence[str] = ()


def scope_of(*, named: NamedScope, store_id: int | None) -> Scope:
    """The scope that is meant. Raises `InvalidInput` naming what is not there, or not the store's."""
    return Scope(
        stores=_found("stores", named.stores, Store.objects.values_list("pk", "public_id", "slug"))
        if named.stores
        else frozenset(),
        sections=_found("sections", named.sections, Section.objects.values_list("pk", "slug"))
        if named.sections
        else frozenset(),
        categories=_found(
            "categories",
            named.categories,
            Category.objects.filter(archived_at=None).values_list("pk", "public_id", "slug"),
        )
        if named.categories
        else frozenset(),
        products=product_ids(names=named.products, store_id=store_id),
        tags=frozenset(tag.strip() for tag in named.tags if tag.strip()),
        not_products=product_ids(names=named.not_products, store_id=store_id, field="not_products"),
        not_tags=frozenset(tag.strip() for tag in named.not_tags if tag.strip()),
    )


def product_ids(
    *, names: Collection[str], store_id: int | None, field: str = "products"
) -> frozenset[int]:
    """Row ids of products given by public id, slug or SKU; any store's for the mall."""
    wanted = {name.strip() for name in names if name.strip()}
    if not wanted:
        return frozenset()
    if len(wanted) > _MOST:
        raise InvalidInput({f"scope.{field}": "too_long"})
    public = {name for name in wanted if _is_id(name)}
    rows = Product.objects.across_stores("a mall's promotion names any store's goods")
    if store_id is not None:
        rows = Product.objects.for_store(store_id)
    found = list(
        rows.filter(
            Q(public_id__in=public) | Q(slug__in=wanted) | Q(variants__sku__in=wanted)
        ).values_list("pk", "public_id", "slug", "variants__sku")
    )
    known = {str(name) for _, *names_of in found for name in names_of}
    if wanted - known:
        raise InvalidInput({f"scope.{field}": "unknown"})
    return frozenset(pk for pk, *_ in found)


def named(*, scope: Scope) -> NamedScope:
    """A scope by its public names. One statement for each list that is not empty."""
    return NamedScope(
        stores=sorted(Store.objects.filter(pk__in=scope.stores).values_list("public_id", flat=True))
        if scope.stores
        else (),
        sections=sorted(
            Section.objects.filter(pk__in=scope.sections).values_list("slug", flat=True)
        )
        if scope.sections
        else (),
        categories=sorted(
            Category.objects.filter(pk__in=scope.categories).values_list("public_id", flat=True)
        )
        if scope.categories
        else (),
        products=product_names(product_ids=scope.products),
        tags=sorted(scope.tags),
        not_products=product_names(product_ids=scope.not_products),
        not_tags=sorted(scope.not_tags),
    )


def product_names(*, product_ids: Collection[int]) -> list[str]:
    """Public ids of products."""
    if not product_ids:
        return []
    rows = Product.objects.across_stores("goods a promotion names already").filter(
        pk__in=product_ids
    )
    return sorted(str(public_id) for public_id in rows.values_list("public_id", flat=True))


def parts_of(
    *, parts: Sequence[tuple[Sequence[str], int]], store_id: int | None
) -> tuple[BundlePart, ...]:
    """Parts of a bundle by their products' names."""
    return tuple(
        BundlePart(product_ids(names=names, store_id=store_id, field="parts"), quantity)
        for names, quantity in parts
    )


def _found(
    field: str, names: Sequence[str], rows: Iterable[tuple[int, *tuple[str, ...]]]
) -> frozenset[int]:
    wanted = {name.strip() for name in names}
    found = {str(name): pk for pk, *names_of in rows for name in names_of if str(name) in wanted}
    if wanted - found.keys():
        raise InvalidInput({f"scope.{field}": "unknown"})
    return frozenset(found.values())


def _is_id(name: str) -> bool:
    try:
        ids.decode("prd", name)
    except NotFound:
        return False
    return True
