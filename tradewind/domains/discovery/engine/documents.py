"""What the index is told about a product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

AttributeKind = Literal["text", "number", "bool"]


@dataclass(frozen=True, slots=True)
class Translation:
    """A product's words in one language."""

    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """One step of a category path. `names` is by BCP 47 language."""

    id: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed fact. `name` is its stable code; `values` has several where the product offers them.

    `labels` names the attribute and `value_labels` each text value, by language; both may be empty.
    `unit` follows a number ("GB", "cm").
    """

    name: str
    values: tuple[str | float | bool, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    value_labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unit: str = ""

    @property
    def kind(self) -> AttributeKind:
        """The type all values share, told by the first."""
        first = self.values[0] if self.values else ""
        if isinstance(first, bool):
            return "bool"
        return "text" if isinstance(first, str) else "number"


@dataclass(frozen=True, slots=True)
class ProductDocument:
    """Everything search knows of one product.

    `title` and `description` are in the store's own language, `translations` in others.
    `prices` is minor units by ISO 4217 currency. `rating` is 0–5. `popularity` counts whatever the
    feeder finds telling (orders, views); it only has to be comparable between products.
    """

    id: str
    store_id: str
    title: str
    created_at: datetime
    store_name: str = ""
    description: str = ""
    translations: Mapping[str, Translation] = field(default_factory=dict)
    brand: str = ""
    categories: tuple[Category, ...] = ()
    tags: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    sku: str = ""
    gtins: tuple[str, ...] = ()
    prices: Mapping[str, int] = field(default_factory=dict)
    rating: float | None = None
    in_stock: bool = True
    popularity: int = 0
