"""What the columns of a file can mean, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tradewind.domains.catalogue.operations.imports import Remark
from tradewind.flows.import_products import Field
from tradewind.platform.http.sentences import sentence

_NAMES: Mapping[Field, Promise | str] = {
    Field.IGNORED: gettext_lazy("Leave out"),
    Field.EXTERNAL_ID: gettext_lazy("Its id elsewhere"),
    Field.SKU: gettext_lazy("SKU"),
    Field.GTIN: gettext_lazy("Bar code (GTIN)"),
    Field.TITLE: gettext_lazy("Title"),
    Field.SUMMARY: gettext_lazy("In one sentence"),
    Field.DESCRIPTION: gettext_lazy("Description"),
    Field.CARE: gettext_lazy("Care"),
    Field.BRAND: gettext_lazy("Brand"),
    Field.CATEGORY: gettext_lazy("Category"),
    Field.TAGS: gettext_lazy("Tags"),
    Field.STATUS: gettext_lazy("Status"),
    Field.PRICE: gettext_lazy("Price"),
    Field.PRICE_MINOR: gettext_lazy("Price in cents"),
    Field.COMPARE_AT: gettext_lazy("Price before"),
    Field.QUANTITY_PRICES: gettext_lazy("Prices by quantity (10: 9.50 | 50: 8.00)"),
    Field.CURRENCY: gettext_lazy("Currency"),
    Field.STOCK: gettext_lazy("In stock"),
    Field.WEIGHT_G: gettext_lazy("Weight, g"),
    Field.RELEASED_ON: gettext_lazy("Comes out on"),
    Field.TAX_CATEGORY: gettext_lazy("Tax"),
    Field.ATTRIBUTES: gettext_lazy("All attributes, as JSON"),
    Field.ATTRIBUTE: gettext_lazy("An attribute"),
    Field.PICTURE: gettext_lazy("Picture address (not fetched)"),
}


def field_name(field: str) -> str:
    """What people call a field of `Field`; an attribute by its own name."""
    if field.startswith("attributes."):
        return field.removeprefix("attributes.")
    try:
        meant = Field(field)
    except ValueError:
        return field
    if meant in _NAMES:
        return str(_NAMES[meant])
    place, what = meant.value[len("option")], meant.value.rpartition("_")[2]
    shape = _("Option {n}: name") if what == "name" else _("Option {n}: value")
    return shape.format(n=place)


def field_choices() -> list[tuple[str, str]]:
    """Every field, to leave out first."""
    rest = [field for field in Field if field is not Field.IGNORED]
    return [(field.value, field_name(field.value)) for field in (Field.IGNORED, *rest)]


def remark_text(refusal: Remark) -> str:
    """What is said of a row, beginning with the field and ending with what stands there."""
    why = told(refusal.field, refusal.code)
    return _("{why} “{value}”").format(why=why, value=refusal.value) if refusal.value else why


def told(field: str, code: str) -> str:
    """``Price: This is no amount of that currency.``"""
    why = sentence(f"field.{code}")
    return _("{label}: {text}").format(label=field_name(field), text=why) if field else why
