"""Everything a product page says about the goods themselves: three statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from tradewind.domains.catalogue.models import Attribute, Media, Product, Variant
from tradewind.domains.catalogue.queries.attributes import attributes_of
from tradewind.domains.catalogue.queries.tree import CategoryNode, category_tree
from tradewind.domains.catalogue.rules import (
    attribute_value,
    option_name,
    option_value,
)
from tradewind.domains.stores.models import Store
from tradewind.kernel.errors import NotFound

_WHY = "a shopper looks at any store's goods"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionFacts:
    """An option and its values as they are called; `keys` are the values as written."""

    name: str
    values: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantFacts:
    """`choices` are called in the reader's language, `keys` are the values as written."""

    variant_id: int
    public_id: str
    sku: str
    gtin: str
    choices: tuple[str, ...]
    keys: tuple[str, ...]
    weight_g: int
    is_archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """`file` is the largest; `renditions` pairs widths in pixels with files, narrowest first,
    empty for a drawing. `variant_id` is the row id of the variant it shows, None for all."""

    public_id: str
    file: str
    alt: str
    width: int
    height: int
    renditions: tuple[tuple[int, str], ...]
    variant_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeFacts:
    """`value` is a text, a number, a truth, or several texts, said in the reader's language."""

    code: str
    label: str
    kind: str
    unit: str
    value: str | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductFacts:
    """A product in one language. `product` and `store` are the rows; the rest is ready to show.

    `is_on_sale`: published, not put away, and its store is open.
    """

    product: Product
    store: Store
    title: str
    summary: str
    description: str
    care: str
    is_on_sale: bool
    breadcrumbs: tuple[CategoryNode, ...]
    options: tuple[OptionFacts, ...]
    variants: tuple[VariantFacts, ...]
    pictures: tuple[PictureFacts, ...]
    attributes: tuple[AttributeFacts, ...]

    @property
    def public_id(self) -> str:
        return str(self.product.public_id)

    @property
    def slug(self) -> str:
        return self.product.slug

    @property
    def brand(self) -> str:
        return self.product.brand

    @property
    def released_on(self) -> date | None:
        return self.product.released_on

    @property
    def seen_at(self) -> datetime:
        """What a form gives back as `seen_at`."""
        return self.product.updated_at


def find_product(*, store_slug: str, slug: str, language: str) -> ProductFacts | None:
    """The product at a shopper's address, None where there is none.

    Discontinued goods are found (not on sale), drafts and what was put away are not.
    """
    product = _public().filter(store__slug=store_slug, slug=slug).first()
    return None if product is None else _facts(product, language)


def get_product(*, product_id: str, language: str) -> ProductFacts:
    """The same by public id. Raises `NotFound`."""
    product = _public().filter(public_id=product_id).first()
    if product is None:
        raise NotFound(id=product_id)
    return _facts(product, language)


def get_store_product(*, store_id: int, product_id: str, language: str) -> ProductFacts:
    """A product as its own store sees it, whatever its status, put-away variants last.

    Raises `NotFound`.
    """
    rows = Product.objects.for_store(store_id).select_related("store")
    product = rows.filter(public_id=product_id).first()
    if product is None:
        raise NotFound(id=product_id)
    return _facts(product, language, with_archived=True)


def _public() -> QuerySet[Product]:
    return (
        Product.objects.across_stores(_WHY)
        .select_related("store")
        .filter(
            archived_at=None,
            status__in=(Product.Status.ACTIVE, Product.Status.DISCONTINUED),
            store__status__in=(Store.Status.OPEN, Store.Status.PAUSED),
        )
    )


def _facts(product: Product, language: str, *, with_archived: bool = False) -> ProductFacts:
    variants = Variant.objects.for_store(product.store_id).filter(product=product)
    if not with_archived:
        variants = variants.filter(archived_at=None)
    pictures = Media.objects.for_store(product.store_id).filter(product=product)
    return ProductFacts(
        product=product,
        store=product.store,
        title=product.text("title", language),
        summary=product.text("summary", language),
        description=product.text("description", language),
        care=product.text("care", language),
        is_on_sale=(
            product.status == Product.Status.ACTIVE
            and product.archived_at is None
            and product.store.status == Store.Status.OPEN
        ),
        breadcrumbs=category_tree().breadcrumbs(product.category_id),
        options=tuple(
            OptionFacts(
                name=option_name(option, language),
                values=tuple(option_value(option, value, language) for value in option["values"]),
                keys=tuple(option["values"]),
            )
            for option in product.options
        ),
        variants=tuple(
            _variant(variant, product, language)
            for variant in sorted(variants, key=lambda row: row.archived_at is not None)
        ),
        pictures=tuple(_picture(row, language) for row in pictures),
        attributes=_attributes(product, language),
    )


def _variant(variant: Variant, product: Product, language: str) -> VariantFacts:
    return VariantFacts(
        variant_id=variant.pk,
        public_id=str(variant.public_id),
        sku=variant.sku,
        gtin=variant.gtin,
        choices=tuple(
            option_value(option, value, language)
            for option, value in zip(product.options, variant.choices, strict=False)
        ),
        keys=tuple(variant.choices),
        weight_g=variant.weight_g,
        is_archived=variant.archived_at is not None,
    )


def _picture(media: Media, language: str) -> PictureFacts:
    return PictureFacts(
        public_id=str(media.public_id),
        file=media.file,
        alt=media.alt_translations.get(language) or media.alt,
        width=media.width,
        height=media.height,
        renditions=tuple(sorted((int(width), name) for width, name in media.renditions.items())),
        variant_id=media.variant_id,
    )


def _attributes(product: Product, language: str) -> tuple[AttributeFacts, ...]:
    known = attributes_of(codes=product.attributes)
    return tuple(
        AttributeFacts(
            code=code,
            label=attribute.text("label", language),
            kind=attribute.kind,
            unit=attribute.unit,
            value=_said(attribute, product.attributes[code], language),
        )
        for code, attribute in known.items()
    )


def _said(
    attribute: Attribute, value: str | float | bool | Sequence[str], language: str
) -> str | float | bool | tuple[str, ...]:
    translations: Mapping[str, Mapping[str, object]] = attribute.translations
    if isinstance(value, str):
        return attribute_value(translations, value, language)
    if isinstance(value, bool | int | float):
        return value
    return tuple(attribute_value(translations, text, language) for text in value)
