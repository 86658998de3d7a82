"""What is told of a product in one language: plain values, ready to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.queries.tree import CategoryNode


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionFacts:
    """An option and its values as they are called; `keys` are the values as written.

    `swatches` maps keys to the colours that show them (``#b4532f``), where the values are colours.
    """

    name: str
    values: tuple[str, ...]
    keys: tuple[str, ...]
    swatches: Mapping[str, str]


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
    empty for a drawing. `shows` has a value for each option, empty for any, and is empty
    itself where the picture shows every variant."""

    public_id: str
    file: str
    alt: str
    width: int
    height: int
    renditions: tuple[tuple[int, str], ...]
    shows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeFacts:
    """`value` is a text, a number, a truth, or several texts, said in the reader's language."""

    code: str
    label: str
    kind: str
    unit: str
    value: str | float | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerFacts:
    """The store a product is of; `mark` is its logo, a public file, or empty."""

    store_id: int
    public_id: str
    slug: str
    name: str
    tagline: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductFacts:
    """A product in one language. `is_on_sale`: published, not put away, and its store is open.

    `beside` is what the caller had told in the same statement, as PostgreSQL wrote it.
    """

    public_id: str
    slug: str
    title: str
    summary: str
    description: str
    care: str
    brand: str
    is_on_sale: bool
    store: SellerFacts
    breadcrumbs: tuple[CategoryNode, ...]
    options: tuple[OptionFacts, ...]
    variants: tuple[VariantFacts, ...]
    pictures: tuple[PictureFacts, ...]
    attributes: tuple[AttributeFacts, ...]
    beside: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProductFacts(ProductFacts):
    """A product as its own store sees it: with the row, which forms are made from."""

    product: Product
