"""What a product says, in its own language and in the others, and where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tradewind.domains.catalogue import operations
from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.operations import ProductColumns
from tradewind.domains.catalogue.queries import category_tree
from tradewind.kernel.errors import InvalidInput

WORDS = ("title", "summary", "description", "care", "brand")
TRANSLATED = ("title", "summary", "description", "care")


def words_of(product: Product) -> dict[str, str]:
    """The words in the store's language, and the brand."""
    return {name: getattr(product, name) for name in WORDS}


def write_words(product: Product, wanted: Mapping[str, str]) -> None:
    """Raises `InvalidInput`, `Conflict`."""
    columns: dict[str, Any] = dict(wanted)
    _change(product, **columns)


def place_of(product: Product) -> dict[str, str]:
    """Category (public id), tags, tax category and the day it comes out."""
    node = category_tree().by_id.get(product.category_id) if product.category_id else None
    return {
        "category": node.public_id if node else "",
        "tags": ", ".join(product.tags),
        "tax_category": product.tax_category,
        "released_on": product.released_on.isoformat() if product.released_on else "",
    }


def write_place(product: Product, wanted: Mapping[str, str]) -> None:
    """Raises `InvalidInput`, `Conflict`."""
    columns = ProductColumns()
    if "category" in wanted:
        columns["category"] = wanted["category"] or None
    if "tags" in wanted:
        columns["tags"] = wanted["tags"].split(",")
    if "tax_category" in wanted:
        columns["tax_category"] = wanted["tax_category"]
    if "released_on" in wanted:
        columns["released_on"] = _day(wanted["released_on"])
    _change(product, **columns)


def tongue_of(product: Product, language: str) -> dict[str, str]:
    """The words in another language, empty where nobody said them."""
    said = product.translations.get(language, {})
    return {name: said.get(name, "") for name in TRANSLATED}


def write_tongue(product: Product, language: str, wanted: Mapping[str, str]) -> None:
    """Raises `InvalidInput` (fields ``translations.<language>.<name>``), `Conflict`."""
    said = {**tongue_of(product, language), **wanted}
    _change(product, translations={**product.translations, language: said})


def missing_in(product: Product, language: str) -> list[str]:
    """The fields that are written in the store's language and not in `language`."""
    said = tongue_of(product, language)
    return [name for name in TRANSLATED if getattr(product, name).strip() and not said[name]]


def _change(product: Product, **columns: Any) -> None:
    operations.change_product(
        store_id=product.store_id,
        product_id=product.public_id,
        seen_at=product.updated_at,
        **columns,
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput({"released_on": "invalid"}) from None
