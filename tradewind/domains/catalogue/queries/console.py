"""A store's own list of products."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from tradewind.domains.catalogue.models import Media, Product, Variant
from tradewind.domains.catalogue.queries.tree import category_tree
from tradewind.kernel.errors import InvalidInput, NotFound
from tradewind.kernel.paging import Page, decode_cursor, encode_cursor

_WHY = "narrowed to the products of one store outside"


class Lack(StrEnum):
    """What a product may still be missing."""

    PICTURE = "picture"
    DESCRIPTION = "description"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductFilter:
    """What a list is narrowed to. `text` is looked for in title, brand, SKU, GTIN and external id;
    `category` is a slug and takes in what hangs below; `untranslated` is a language (BCP 47) it has
    no title in; `archived` shows only what was put away."""

    status: Product.Status | None = None
    text: str = ""
    category: str = ""
    tag: str = ""
    lacks: Lack | None = None
    untranslated: str = ""
    archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """A line of the list. `variant_ids` are row ids, for asking prices and stock; `picture` is the
    first one's smallest file."""

    product_id: int
    public_id: str
    slug: str
    title: str
    brand: str
    status: str
    is_archived: bool
    category_id: int | None
    tags: tuple[str, ...]
    picture: str
    sku: str
    variants: int
    variant_ids: tuple[int, ...]
    updated_at: datetime


def list_products(
    *, store_id: int, narrow: ProductFilter | None = None, cursor: str = "", limit: int = 50
) -> Page[ProductRow]:
    """Products of a store, newest first: two statements. Raises `InvalidInput` for a bad cursor."""
    rows = _narrowed(store_id, narrow or ProductFilter())
    if cursor:
        (last,) = decode_cursor(cursor, 1)
        if not isinstance(last, int):
            raise InvalidInput({"cursor": "invalid"})
        rows = rows.filter(pk__lt=last)
    found = list(rows.annotate(picture=_FIRST_PICTURE).order_by("-pk")[: limit + 1])
    shown = found[:limit]
    variants = _variants(store_id, shown)
    return Page(
        [_row(product, variants.get(product.pk, [])) for product in shown],
        encode_cursor(shown[-1].pk) if len(found) > limit else None,
    )


def chosen_products(*, store_id: int, product_ids: Collection[str]) -> list[ProductRow]:
    """Those of a store's products, put away or not, newest first: two statements."""
    rows = Product.objects.for_store(store_id).filter(public_id__in=list(product_ids))
    found = list(rows.annotate(picture=_FIRST_PICTURE).order_by("-pk"))
    variants = _variants(store_id, found)
    return [_row(product, variants.get(product.pk, [])) for product in found]


def product_named(*, store_id: int, text: str) -> str:
    """The public id of the one product somebody means by its id, SKU, GTIN or whole title.

    Raises `NotFound` when there is none, or several of that title.
    """
    wanted = text.strip().replace("\x00", "")
    rows = Product.objects.for_store(store_id)
    coded = Variant.objects.for_store(store_id).filter(
        Q(sku__iexact=wanted) | Q(gtin=wanted) | Q(other_gtins__contains=[wanted])
    )
    for meant in (
        {"public_id": wanted},
        {"pk__in": coded.values("product_id")},
        {"title__iexact": wanted},
    ):
        # What is no id at all is refused before PostgreSQL sees it.
        with suppress(NotFound):
            found = list(rows.filter(**meant)[:2]) if wanted else []
            if len(found) == 1:
                return found[0].public_id
    raise NotFound(id=wanted)


def count_products(*, store_id: int) -> dict[str, int]:
    """How many products stand in each status, and under ``archived`` how many were put away."""
    counted = (
        Product.objects.for_store(store_id)
        .order_by()
        .values_list("status")
        .annotate(live=Count("pk", filter=Q(archived_at=None)), every=Count("pk"))
    )
    found = {status.value: 0 for status in Product.Status} | {"archived": 0}
    for status, live, every in counted:
        found[status] = live
        found["archived"] += every - live
    return found


_FIRST_PICTURE = Subquery(
    Media.objects.across_stores(_WHY)
    .filter(product_id=OuterRef("pk"))
    .order_by("position", "pk")
    .values(
        small=Coalesce(KeyTextTransform("160", "renditions"), "file", output_field=TextField())
    )[:1]
)


def _narrowed(store_id: int, narrow: ProductFilter) -> QuerySet[Product]:
    rows = Product.objects.for_store(store_id).filter(archived_at__isnull=not narrow.archived)
    if narrow.status is not None:
        rows = rows.filter(status=narrow.status)
    if narrow.category:
        rows = rows.filter(category_id__in=category_tree().ids_below(narrow.category))
    if narrow.tag:
        rows = rows.filter(tags__contains=[narrow.tag])
    if narrow.lacks is Lack.PICTURE:
        rows = rows.filter(
            ~Exists(Media.objects.across_stores(_WHY).filter(product_id=OuterRef("pk")))
        )
    if narrow.lacks is Lack.DESCRIPTION:
        rows = rows.filter(description="")
    if narrow.lacks is Lack.CATEGORY:
        rows = rows.filter(category=None)
    if narrow.untranslated:
        rows = rows.filter(**{f"translations__{narrow.untranslated}__title__isnull": True})
    return _with_text(store_id, rows, narrow.text.strip().replace("\x00", ""))


def _with_text(store_id: int, rows: QuerySet[Product], text: str) -> QuerySet[Product]:
    if not text:
        return rows
    coded = Variant.objects.for_store(store_id).filter(
        Q(sku__istartswith=text) | Q(gtin=text) | Q(other_gtins__contains=[text])
    )
    return rows.filter(
        Q(title__icontains=text)
        | Q(brand__istartswith=text)
        | Q(external_id=text)
        | Q(pk__in=coded.values("product_id"))
    )


def _variants(store_id: int, products: Sequence[Product]) -> dict[int, list[Variant]]:
    found: dict[int, list[Variant]] = {}
    rows = Variant.objects.for_store(store_id).filter(product__in=products, archived_at=None)
    for variant in rows.only("product_id", "sku"):
        found.setdefault(variant.product_id, []).append(variant)
    return found


def _row(product: Product, variants: list[Variant]) -> ProductRow:
    return ProductRow(
        product_id=product.pk,
        public_id=str(product.public_id),
        slug=product.slug,
        title=product.title,
        brand=product.brand,
        status=product.status,
        is_archived=product.archived_at is not None,
        category_id=product.category_id,
        tags=tuple(product.tags),
        picture=product.picture or "",  # type: ignore[attr-defined]
        sku=variants[0].sku if variants else "",
        variants=len(variants),
        variant_ids=tuple(variant.pk for variant in variants),
        updated_at=product.updated_at,
    )
