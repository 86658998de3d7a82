"""A product's attributes as texts of a form, and back as values of their kind."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tradewind.domains.catalogue import operations
from tradewind.domains.catalogue.models import Attribute, Product
from tradewind.domains.catalogue.operations.columns import AttributeValue
from tradewind.domains.catalogue.queries import attributes_of
from tradewind.kernel.errors import InvalidInput
from tradewind.platform.i18n import formats
from tradewind.platform.i18n.amounts import read_decimal

PREFIX = "attr-"
NEW_CODE, NEW_VALUE = "new-code", "new-value"
_YES, _NO = "yes", "no"


def texts_of(product: Product, language: str) -> dict[str, str]:
    """Field (``attr-<code>``) → text; several values stand one to a line. And the two empty
    fields that add an attribute."""
    known = attributes_of(codes=product.attributes)
    held = {
        PREFIX + code: _text(attribute, product.attributes[code], language)
        for code, attribute in sorted(known.items(), key=lambda item: item[1].label)
    }
    return {**held, NEW_CODE: "", NEW_VALUE: ""}


def write(product: Product, wanted: Mapping[str, str], language: str) -> None:
    """Set the attributes whose texts changed; an empty one is taken off.

    Raises `InvalidInput` by form field, `Conflict`.
    """
    changed = {
        name.removeprefix(PREFIX): text for name, text in wanted.items() if name.startswith(PREFIX)
    }
    if NEW_CODE in wanted or NEW_VALUE in wanted:
        changed |= _added(wanted)
    kinds = attributes_of(codes=changed)
    values: dict[str, AttributeValue] = {
        code: value for code, value in product.attributes.items() if code not in changed
    }
    faults = {}
    for code, text in changed.items():
        try:
            value = _value(kinds[code], text, language)
        except (KeyError, ValueError):
            faults[NEW_VALUE if code == wanted.get(NEW_CODE) else PREFIX + code] = "invalid"
            continue
        if value is not None:
            values[code] = value
    if faults:
        raise InvalidInput(faults)
    operations.change_product(
        store_id=product.store_id,
        product_id=product.public_id,
        seen_at=product.updated_at,
        attributes=values,
    )


def _added(wanted: Mapping[str, str]) -> dict[str, str]:
    code, text = wanted.get(NEW_CODE, ""), wanted.get(NEW_VALUE, "")
    if not code:
        raise InvalidInput({NEW_CODE: "required"})
    if not text.strip():
        raise InvalidInput({NEW_VALUE: "required"})
    return {code: text}


def _text(attribute: Attribute, value: object, language: str) -> str:
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, int | float):
        return formats.number(value, language)
    return "\n".join(value) if isinstance(value, list) else str(value)


def _value(attribute: Attribute, text: str, language: str) -> AttributeValue | None:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        return None
    if attribute.kind == Attribute.Kind.BOOLEAN:
        said = lines[0].casefold()
        if said not in (_YES, _NO, _("Yes").casefold(), _("No").casefold()):
            raise ValueError(text)
        return said in (_YES, _("Yes").casefold())
    if attribute.kind == Attribute.Kind.NUMBER:
        number = read_decimal(lines[0], language)
        if number is None:
            raise ValueError(text)
        return int(number) if number == number.to_integral_value() else float(number)
    return lines if len(lines) > 1 else lines[0]
