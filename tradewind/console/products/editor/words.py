"""What a product says, in its own language and in the others, and where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tradewind.domains.catalogue import operations
from tradewind.domains.catalogue.models import Product
from tradewind.domains.catalogue.operations import ProductColumns
from tradewind.domains.catalogue.queries import category_tree, texts_of
from tradewind.domains.catalogue.rules.texts import (
    ALT,
    CARE,
    DESCRIPTION,
    OPTION,
    SUMMARY,
    TITLE,
    VALUE,
    Text,
)
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.i18n.listing import split_list

WORDS = ("title", "summary", "description", "care", "brand")
_LABELS: Mapping[str, Promise | str] = {
    TITLE: gettext_lazy("Title"),
    SUMMARY: gettext_lazy("In one sentence"),
    DESCRIPTION: gettext_lazy("Description"),
    CARE: gettext_lazy("Care"),
    OPTION: gettext_lazy("Option"),
    ALT: gettext_lazy("What can be seen"),
}


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
        columns["tags"] = split_list(wanted["tags"])
    if "tax_category" in wanted:
        columns["tax_category"] = wanted["tax_category"]
    if "released_on" in wanted:
        columns["released_on"] = _day(wanted["released_on"])
    _change(product, **columns)


def tongue_of(product: Product, language: str) -> dict[str, str]:
    """Every text in another language by its key, empty where nobody said it. One statement."""
    (told,) = texts_of(products=[product])
    return {text.key: text.said.get(language, "") for text in told.texts}


def write_tongue(product: Product, language: str, wanted: Mapping[str, str]) -> None:
    """Raises `InvalidInput` (fields ``words.<key>``), `Conflict`."""
    operations.say_product(
        store_id=product.store_id,
        product_id=product.public_id,
        language=language,
        words=wanted,
        seen_at=product.updated_at,
    )


def label_of(text: Text) -> str:
    """What stands above the field of a text."""
    if text.kind == VALUE:
        return _("Value of {option}").format(option=text.of)
    return str(_LABELS[text.kind])


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
