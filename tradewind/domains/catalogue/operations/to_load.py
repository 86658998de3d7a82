"""Products as a file tells them, on their way into the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.rules import slug_of

LONGEST_SKU = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantToLoad:
    """A variant: `columns` are checked columns of its row; what is not there stays as it is.

    `sku` may be empty or too long where the product has an external id.
    """

    sku: str = ""
    choices: tuple[str, ...] = ()
    columns: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductToLoad:
    """A product: `columns` are checked columns of its row.

    Known by `external_id` (or our own public id in its place), else by the SKU of a variant.
    `attributes` among the columns are added to those it has. `options` are the names of what the
    `choices` of its variants choose. `status` is what a new one begins with.
    """

    external_id: str = ""
    columns: Mapping[str, Any] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    variants: tuple[VariantToLoad, ...] = ()
    status: str = Product.Status.DRAFT

    def skus_for(self, told: VariantToLoad) -> tuple[str, str]:
        """The SKU as told, and the one that stands in when it is missing, taken or too long."""
        words = (told.sku, *told.choices) if told.sku else told.choices
        identity = self.external_id or slug_of(self.columns.get("title", "")).upper()
        ending = f"-{identity}"[-LONGEST_SKU // 2 :] if told.sku else ""
        stem = "-".join(words) if told.sku else "-".join([identity[:40], *map(_code, words)])
        return told.sku, stem[: LONGEST_SKU - len(ending)] + ending


def _code(choice: str) -> str:
    return slug_of(choice, longest=12).upper()
