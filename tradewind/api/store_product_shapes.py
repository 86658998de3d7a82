"""What a store's product looks like over REST, coming and going."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from tradewind.api.shapes import Amount
from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.queries.console import Lack
from tradewind.platform.http.paging import PageParams

AttributeValue = bool | float | str | list[str]


class ProductParams(PageParams):
    status: Product.Status | None = None
    text: str = Field("", max_length=100, description="In title, brand, SKU, GTIN, external id")
    category: str = Field("", max_length=80, description="Slug; takes in what hangs below")
    lacks: Lack | None = None
    archived: bool = False


class ProductLine(Schema):
    id: str
    slug: str
    title: str
    brand: str
    status: str
    is_archived: bool
    sku: str
    variants: int
    updated_at: str


class ProductPage(Schema):
    items: list[ProductLine]
    next_cursor: str | None


class StoreVariantShape(Schema):
    id: str
    sku: str
    gtin: str
    choices: list[str]
    weight_g: int
    is_archived: bool
    price: Amount | None
    available: int


class StoreOptionShape(Schema):
    name: str
    values: list[str]


class StoreProductShape(Schema):
    id: str
    slug: str
    external_id: str
    title: str
    summary: str
    description: str
    care: str
    brand: str
    status: str
    is_archived: bool
    category: str | None
    tags: list[str]
    attributes: dict[str, AttributeValue]
    tax_category: str
    released_on: str | None
    translations: dict[str, dict[str, str]]
    options: list[StoreOptionShape]
    variants: list[StoreVariantShape]
    updated_at: str


class ProductIn(Schema):
    """What is left out stays as it is."""

    title: str | None = Field(None, max_length=300)
    slug: str | None = Field(None, max_length=120)
    external_id: str | None = Field(None, max_length=80)
    summary: str | None = Field(None, max_length=300)
    description: str | None = Field(None, max_length=100_000)
    care: str | None = Field(None, max_length=100_000)
    brand: str | None = Field(None, max_length=80)
    category: str | None = Field(None, description="Public id, null for none")
    tags: list[str] | None = Field(None, max_length=50)
    attributes: dict[str, AttributeValue] | None = Field(None, max_length=1_000)
    tax_category: str | None = Field(None, max_length=20)
    released_on: date | None = None
    translations: dict[str, dict[str, str]] | None = Field(None, max_length=50)

    def columns(self) -> dict[str, Any]:
        """What was sent; null only where there may be nothing."""
        sent = self.dict(exclude_unset=True, include=set(ProductIn.model_fields))
        return {
            name: value
            for name, value in sent.items()
            if value is not None or name in ("category", "released_on")
        }


class NewProduct(ProductIn):
    sku: str = Field("", max_length=64)
    gtin: str = Field("", max_length=20)
    weight_g: int = Field(0, ge=0)
    options: list[StoreOptionShape] = Field(default_factory=list, max_length=4)


class ChangedProduct(ProductIn):
    seen_at: datetime | None = Field(
        None, description="`updated_at` of what was read; 409 when it changed since"
    )


class OptionValueIn(Schema):
    name: str = Field(max_length=80)
    was: str = ""


class OptionIn(Schema):
    """`was` names the former option or value where it was renamed."""

    name: str = Field(max_length=80)
    was: str = ""
    values: list[OptionValueIn] = Field(max_length=250)


class OptionsIn(Schema):
    options: list[OptionIn] = Field(max_length=4)
    seen_at: datetime | None = None


class VariantIn(Schema):
    sku: str | None = Field(None, max_length=64)
    gtin: str | None = Field(None, max_length=20)
    weight_g: int | None = Field(None, ge=0)


class QuickProduct(Schema):
    title: str = Field(max_length=300)
    amount: str = Field(max_length=20, description="Major units", examples=["12.50"])
    currency: str = Field("", pattern="^([A-Z]{3})?$", description="The store's when left out")
    stock: int = Field(0, ge=0, le=1_000_000)
    sku: str = Field("", max_length=64)
    category: str | None = None
